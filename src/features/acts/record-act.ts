import type { Selection } from '../../contract/users.ts';
import type { UserId } from '../../kernel/ids.ts';
import { beyondReach, OPERATOR, type Scope } from '../../platform/scope.ts';
import { type Doer, doerOf, record } from '../audit/index.ts';
import { findUser, type UserRecord } from '../users/index.ts';
import type { ActRecord } from './acts-store.ts';
import type { Act } from './define-act.ts';

/** The one person that was chosen by name. */
export function onePersonOf(row: ActRecord): string | undefined {
  const selection = row.selection as Selection;
  return 'userIds' in selection && selection.userIds.length === 1 ? selection.userIds[0] : undefined;
}

/**
 * One audit row for the whole act, by whoever began it, also where it was stopped or failed on the way: on the person where it was
 * one, else on the act, which knows whom it changed. `before`: what the one person was.
 */
export async function recordAct(
  scope: Scope,
  act: Act,
  row: ActRecord,
  ended: { asked?: number; stoppedBy?: string | null },
  before?: UserRecord,
): Promise<void> {
  const doer = await makerOf(scope, row);
  const detail = { act: act.name, params: row.params, done: row.done, skipped: row.skipped, ...ended };
  const only = row.done === 1 ? onePersonOf(row) : undefined;
  // Taken out of the last group that its maker looks after, they are out of reach by now.
  const person = only && (await beyondReach(scope, () => findUser(scope.tx, only as UserId)));
  if (person) {
    const target = { kind: 'user', id: person.id, name: person.display_name } as const;
    await record(
      scope,
      act.event ?? 'users.acted',
      { target, detail: { ...detail, ...changesOf(scope, act, before, row.params) } },
      doer,
    );
  } else {
    const target = { kind: 'act', id: row.id } as const;
    await record(scope, 'users.acted', { target, detail: { ...detail, selection: row.selection } }, doer);
  }
}

/** Nobody's account: it was begun on the command line. */
async function makerOf(scope: Scope, { by_user: id }: ActRecord): Promise<Doer> {
  if (id === null) return doerOf(OPERATOR);
  return { kind: 'user', id, name: (await findUser(scope.tx, id as UserId))?.display_name ?? '', origin: null };
}

/** What the one person was before, for the log; in its place the choice alone says enough for the others. */
export function changesOf(scope: Scope, act: Act, person: UserRecord | undefined, params: unknown): Record<string, unknown> {
  if (!person || !act.changes) return {};
  return { params: {}, ...act.changes(person, act.params.parse(params), scope) };
}
