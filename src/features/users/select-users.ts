import type { Selection } from '../../contract/users.ts';
import { AppError } from '../../kernel/app-error.ts';
import type { UserId } from '../../kernel/ids.ts';
import { reachOf, type Scope } from '../../platform/scope.ts';
import { countUsers, selectUserIds } from './user-list-store.ts';

/**
 * Checks that a selection still is what the admin saw. @returns how many it holds
 * @throws AppError `users.selectionChanged` where the filter matches another number by now
 */
export async function checkSelection(scope: Scope, selection: Selection): Promise<number> {
  if ('userIds' in selection) return new Set(selection.userIds).size;
  const within = reachOf(scope.actor) !== null;
  const { people: found } = await countUsers(scope.tx, selection.filter, scope.now, { cap: null, within });
  if (found !== selection.expected) throw new AppError('users.selectionChanged', { expected: selection.expected, found });
  return found;
}

/** The next ids of a selection after `after`, in the order of their making; for work in batches that can go on after a crash. */
export async function nextOfSelection(
  scope: Scope,
  selection: Selection,
  after: UserId | null,
  limit: number,
): Promise<UserId[]> {
  if ('userIds' in selection) {
    const ids = [...new Set(selection.userIds)].sort() as UserId[];
    return ids.filter((id) => after === null || id > after).slice(0, limit);
  }
  return (await selectUserIds(scope.tx, selection.filter, scope.now, after, limit)) as UserId[];
}
