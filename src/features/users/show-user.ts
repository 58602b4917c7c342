import type { Role } from '../../contract/permissions.ts';
import type { User } from '../../contract/users.ts';
import { AppError } from '../../kernel/app-error.ts';
import type { UserId } from '../../kernel/ids.ts';
import { allow, may, type Scope } from '../../platform/scope.ts';
import { covers, permissionsOf } from '../tenants/index.ts';
import { findUser, lockUser, type UserRecord } from './user-store.ts';
import { userOf } from './user-view.ts';

/** One person, with what the actor may do with them. @throws AppError `users.notFound` */
export async function showUser(scope: Scope, id: UserId): Promise<User> {
  allow(scope, 'users.read');
  const row = await findUser(scope.tx, id);
  if (!row) throw new AppError('users.notFound');
  const notStronger = coversUser(scope, row);
  return userOf(row, scope.now, {
    welcome: notStronger && may(scope.actor, 'welcome.send') && !row.deactivated_at && !row.activated_at,
    logOut: notStronger && may(scope.actor, 'users.logout') && !row.deactivated_at,
    resetPassword: notStronger && may(scope.actor, 'users.resetPassword') && Boolean(row.activated_at) && !row.deactivated_at,
  });
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

/** Nobody touches somebody stronger. */
export function coversUser(scope: Scope, row: Pick<UserRecord, 'role'>): boolean {
  return covers(scope.actor.permissions, permissionsOf(row.role as Role));
}
