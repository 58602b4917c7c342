import type { Permission, Role } from '../../contract/permissions.ts';
import type { Selection } from '../../contract/users.ts';
import { AppError } from '../../kernel/app-error.ts';
import type { TenantId, UserId } from '../../kernel/ids.ts';
import { isLocale } from '../../kernel/locale.ts';
import { type Actor, type App, allow, inTenant, OPERATOR, type Scope, systemActor } from '../../platform/scope.ts';
import { reach } from '../audit/index.ts';
import { rightsOf } from '../tenants/index.ts';
import { findUser, lockUsers, nextOfSelection, type UserRecord } from '../users/index.ts';
import { type ActRecord, addSkips, isKeyLive, lockAct, type Reasons, updateAct } from './acts-store.ts';
import { type Act, passedOver } from './define-act.ts';
import { onePersonOf, recordAct } from './record-act.ts';
import type { Acts } from './start-act.ts';

const BATCH = 1000;

/**
 * Carries an act out to its end, a batch a transaction; started again after a crash it goes on where it was. It acts with
 * the rights its maker has now, not with those of then, and only while the key works that it was begun with.
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
  if (act?.by_user === null) return OPERATOR;
  const maker = act && (await findUser(scope.tx, act.by_user as UserId));
  if (!maker || maker.deactivated_at) return null;
  if (act.by_key && !(await isKeyLive(scope.tx, act.by_key, scope.now))) return null;
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
  const refusal = hasMaker ? await refusalNow(scope, act, row) : 'forbidden';
  if (refusal) {
    await updateAct(scope.tx, id, { finished_at: scope.now, failed_because: refusal });
    if (!row.dry_run) await recordAct(scope, act, row, { asked: row.asked });
    return false;
  }
  const ids = await nextOfSelection(scope, row.selection as Selection, (row.reached as UserId | null) ?? null, BATCH);
  const before = ids.length ? await reachThese(scope, act, row, ids) : [];
  if (ids.length === BATCH) return true;
  await finish(scope, act, id, before);
  return false;
}

/** What its maker would be told who began it now: a role, a group or a reach may have gone meanwhile. */
async function refusalNow(scope: Scope, act: Act, row: ActRecord): Promise<string | null> {
  try {
    allow(scope, act.permission);
    await act.prepare?.(scope, act.params.parse(row.params));
    return null;
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
}

/** @returns those it was done to, as they were */
async function reachThese(scope: Scope, act: Act, row: ActRecord, ids: UserId[]): Promise<UserRecord[]> {
  const params = act.params.parse(row.params);
  const people = await lockUsers(scope.tx, ids);
  const skips = await passedOver(scope, act, people, params);
  const found = new Set(people.map((person) => person.id));
  for (const id of ids) if (!found.has(id)) skips.set(id, 'gone');
  const reached = people.filter((person) => !skips.has(person.id));
  if (!row.dry_run && reached.length) {
    const further = await act.apply(scope, reached, params, row.id);
    for (const [id, reason] of further ?? []) skips.set(id, reason);
    const changed = reached.filter((person) => !skips.has(person.id)).map((person) => person.id);
    if (!onePersonOf(row)) await reach(scope, row.id, changed);
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

/** A filter that shrank meanwhile ends with fewer than were asked, and says so. */
async function finish(scope: Scope, act: Act, id: string, before: readonly UserRecord[]): Promise<void> {
  const row = await lockAct(scope.tx, id);
  if (!row) return;
  await updateAct(scope.tx, id, { finished_at: scope.now, asked: row.done + row.skipped });
  if (!row.dry_run) await recordAct(scope, act, row, {}, before[0]);
}
