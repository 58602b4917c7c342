import type { GroupOfUser } from '../../contract/groups.ts';
import { AppError } from '../../kernel/app-error.ts';
import type { UserId } from '../../kernel/ids.ts';
import { allow, beyondReach, type Scope } from '../../platform/scope.ts';
import { record } from '../audit/index.ts';
import { findUser, lockUser, userToActOn } from '../users/index.ts';
import { adminAlone, groupsOf, handOverAdmin, namesByUser } from './groups-store.ts';

/** The groups of a person, by name, with who added them. @throws AppError `users.notFound` */
export async function groupsOfUser(scope: Scope, userId: UserId): Promise<GroupOfUser[]> {
  allow(scope, 'users.read');
  if (!(await findUser(scope.tx, userId))) throw new AppError('users.notFound');
  const rows = await groupsOf(scope.tx, userId);
  const alone = new Set(await beyondReach(scope, () => adminAlone(scope.tx, userId)));
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    admin: row.admin,
    onlyAdmin: alone.has(row.id),
    since: row.since.toISOString(),
    addedBy: row.added_by_name,
  }));
}

/** For each of these people who is in any group: the first `most` names, and how many there are. For a whole page at once. */
export async function groupNamesOf(
  scope: Scope,
  ids: UserId[],
  most: number,
): Promise<Map<string, { names: string[]; count: number }>> {
  allow(scope, 'users.read');
  const rows = ids.length ? await namesByUser(scope.tx, ids, most) : [];
  return new Map(rows.map(({ user_id, names, count }) => [user_id, { names, count }]));
}

/**
 * Makes another person admin of every group that would otherwise be without one when this person goes. They stay a member.
 * Records `group.handedOver`. @throws AppError `users.notFound` (also where the other one is deactivated), `users.stronger`
 */
export async function handOverGroups(scope: Scope, from: UserId, to: UserId): Promise<{ groups: number }> {
  allow(scope, 'users.deactivate');
  const person = await userToActOn(scope, from);
  const heir = await lockUser(scope.tx, to);
  if (!heir || heir.deactivated_at || heir.id === person.id) throw new AppError('users.notFound');
  // Another admin counts also where the actor does not reach them.
  const groups = await beyondReach(scope, () => handOverAdmin(scope.tx, from, to, scope.now));
  if (groups)
    await record(scope, 'group.handedOver', {
      target: { kind: 'user', id: from, name: person.display_name },
      detail: { to, groups },
    });
  return { groups };
}
