import type { Permission, Role } from '../../contract/permissions.ts';
import type { Selection } from '../../contract/users.ts';
import type { TenantId, UserId } from '../../kernel/ids.ts';
import { isLocale } from '../../kernel/locale.ts';
import { type Actor, type App, inTenant, may, type Scope, systemActor } from '../../platform/scope.ts';
import { record } from '../audit/index.ts';
import { rightsOf } from '../tenants/index.ts';
import { coversUser, findUser, lockUsers, nextOfSelection, type UserRecord } from '../users/index.ts';
import { type ActRecord, addSkips, lockAct, type Reasons, updateAct } from './acts-store.ts';
import type { Act } from './define-act.ts';
import type { Acts } from './start-act.ts';

const BATCH = 1000;

/**
 * Carries an act out to its end, a batch a transaction; started again after a crash it goes on where it was. It acts with
 * the rights its maker has now, not with those of then.
 */
export async function carryOutAct(app: App, known: Acts, tenantId: TenantId, id: string): Promise<void> {
  for (;;) {
    const actor = await inTenant(app, { tenantId, actor: systemActor('acts') }, (scope) => makerOf(scope, id));
    const more = await inTenant(app, { tenantId, actor: actor ?? systemActor('acts') }, (scope) =>
      oneBatch(scope, known, id, actor !== null),
    );
    if (!more) return;
  }
}

async function makerOf(scope: Scope, id: string): Promise<Actor | null> {
  const act = await lockAct(scope.tx, id);
  const maker = act && (await findUser(scope.tx, act.by_user as UserId));
  if (!maker || maker.deactivated_at) return null;
  const { permissions, reach } = rightsOf(maker);
  return {
    kind: 'user',
    userId: maker.id as UserId,
    sessionId: null,
    name: maker.display_name,
    role: maker.role as Role,
    locale: isLocale(maker.locale) ? maker.locale : scope.tenant.locale,
    permissions: rightsNow(act, permissions),
    reach,
  };
}

/** Started with an API key, an act may what the key may and its maker still may. */
function rightsNow(act: ActRecord, makers: ReadonlySet<Permission>): ReadonlySet<Permission> {
  return act.key_may === null ? makers : new Set([...makers].filter((permission) => act.key_may?.includes(permission)));
}

/** @returns whether there is more to do */
async function oneBatch(scope: Scope, known: Acts, id: string, hasMaker: boolean): Promise<boolean> {
  const row = await lockAct(scope.tx, id);
  const act = row && known.get(row.act);
  if (!row || !act || row.finished_at) return false;
  if (!hasMaker || !may(scope.actor, act.permission)) {
    await updateAct(scope.tx, id, { finished_at: scope.now, failed_because: 'forbidden' });
    return false;
  }
  const ids = await nextOfSelection(scope, row.selection as Selection, (row.reached as UserId | null) ?? null, BATCH);
  const before = ids.length ? await reach(scope, act, row, ids) : [];
  if (ids.length === BATCH) return true;
  await finish(scope, act, id, before);
  return false;
}

/** @returns those it was done to, as they were */
async function reach(scope: Scope, act: Act, row: ActRecord, ids: UserId[]): Promise<UserRecord[]> {
  const params = act.params.parse(row.params);
  const people = await lockUsers(scope.tx, ids);
  const skips = new Map<string, string>();
  const found = new Set(people.map((person) => person.id));
  for (const id of ids) if (!found.has(id)) skips.set(id, 'gone');
  const reached = people.filter((person) => {
    const reason = whyNot(scope, act, person, params);
    if (reason) skips.set(person.id, reason);
    return !reason;
  });
  if (!row.dry_run && reached.length) {
    const further = await act.apply(scope, reached, params, row.id);
    for (const [id, reason] of further ?? []) skips.set(id, reason);
  }
  await addSkips(scope.tx, scope.tenant.id, row.id, skips);
  await updateAct(scope.tx, row.id, {
    reached: ids.at(-1) ?? null,
    done: row.done + ids.length - skips.size,
    skipped: row.skipped + skips.size,
    reasons: JSON.stringify(withSkips(row.reasons as Reasons, skips)),
  });
  return reached;
}

function withSkips(before: Reasons, skips: ReadonlyMap<string, string>): Reasons {
  const reasons = { ...before };
  for (const reason of skips.values()) reasons[reason] = (reasons[reason] ?? 0) + 1;
  return reasons;
}

function whyNot(scope: Scope, act: Act, person: UserRecord, params: unknown): string | null {
  if (act.sparesStronger !== false && !coversUser(scope, person)) return 'stronger';
  return act.whyNot(scope, person, params);
}

/** One audit row for the whole act, on the person where it was one; a filter that shrank meanwhile ends with fewer than were asked, and says so. */
async function finish(scope: Scope, act: Act, id: string, before: readonly UserRecord[]): Promise<void> {
  const row = await lockAct(scope.tx, id);
  if (!row) return;
  await updateAct(scope.tx, id, { finished_at: scope.now, asked: row.done + row.skipped });
  if (row.dry_run) return;
  const detail = { act: act.name, params: row.params, done: row.done, skipped: row.skipped };
  const selection = row.selection as Selection;
  const only = 'userIds' in selection && selection.userIds.length === 1 && row.done === 1 ? selection.userIds[0] : undefined;
  const person = only && (await findUser(scope.tx, only as UserId));
  if (person)
    await record(scope, act.event ?? 'users.acted', {
      target: { kind: 'user', id: person.id, name: person.display_name },
      detail: { ...detail, ...changesOf(act, before[0], row.params) },
    });
  else await record(scope, 'users.acted', { detail: { ...detail, selection } });
}

/** What the one person was before, for the log; in its place the choice alone says enough for the others. */
export function changesOf(act: Act, person: UserRecord | undefined, params: unknown): Record<string, unknown> {
  if (!person || !act.changes) return {};
  return { params: {}, ...act.changes(person, act.params.parse(params)) };
}
