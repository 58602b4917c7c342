import type { Role } from '../../contract/permissions.ts';
import type { User } from '../../contract/users.ts';
import { AppError } from '../../kernel/app-error.ts';
import type { UserId } from '../../kernel/ids.ts';
import { actorIdOf, allow, may, type Scope } from '../../platform/scope.ts';
import { covers, permissionsOf } from '../tenants/index.ts';
import { findUser, lockUser, type UserRecord } from './user-store.ts';
import { userOf } from './user-view.ts';

/** One person, with what the actor may do with them. @throws AppError `users.notFound` */
export async function showUser(scope: Scope, id: UserId): Promise<User> {
  allow(scope, 'users.read');
  const row = await userToSee(scope, id);
  return userOf(row, scope.now, mayWith(scope, row));
}

/** Whoever asks about a person must be able to see that there is one. @throws AppError `users.notFound` */
export async function userToSee(scope: Scope, id: UserId): Promise<UserRecord> {
  const row = await findUser(scope.tx, id);
  if (!row) throw new AppError('users.notFound');
  return row;
}

/** What the actor may do with this person now; the use cases check it again. */
export function mayWith(scope: Scope, row: UserRecord): User['may'] {
  const notStronger = coversUser(scope, row) && !row.erased_at;
  const self = row.id === actorIdOf(scope);
  const active = !row.deactivated_at;
  return {
    edit: notStronger && may(scope.actor, 'users.edit'),
    welcome: notStronger && active && !row.activated_at && may(scope.actor, 'welcome.send'),
    logOut: notStronger && active && may(scope.actor, 'users.logout'),
    resetPassword: notStronger && active && Boolean(row.activated_at) && may(scope.actor, 'users.resetPassword'),
    deactivate: notStronger && active && !self && may(scope.actor, 'users.deactivate'),
    restore: notStronger && !active && may(scope.actor, 'users.deactivate'),
    changeRole: notStronger && active && !self && may(scope.actor, 'roles.assign'),
    takeEverything: notStronger && may(scope.actor, 'users.export'),
    erase: notStronger && !active && may(scope.actor, 'users.erase'),
  };
}

/**
 * The one way to a person that something is about to be done to: locked, in this tenant, and not stronger than the actor.
 * @throws AppError `users.notFound`, `users.stronger`
 */
export async function userToActOn(scope: Scope, id: UserId): Promise<UserRecord> {
  const row = await lockUser(scope.tx, id);
  if (!row) throw new AppError('users.notFound');
  if (!coversUser(scope, row)) throw new AppError('users.stronger', { name: row.display_name });
  return row;
}

/** Nobody touches somebody stronger; whoever cannot give rights reaches only people below himself, and himself. */
export function coversUser(scope: Scope, row: Pick<UserRecord, 'id' | 'role'>): boolean {
  const theirs = permissionsOf(row.role as Role);
  const mine = scope.actor.permissions;
  if (!covers(mine, theirs)) return false;
  return mine === 'all' || mine.has('roles.assign') || row.id === actorIdOf(scope) || !covers(theirs, mine);
}
