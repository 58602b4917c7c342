import { AppError } from '../../kernel/app-error.ts';
import type { SessionId, UserId } from '../../kernel/ids.ts';
import { allow, type Scope } from '../../platform/scope.ts';
import { record } from '../audit/index.ts';
import { raiseAuthEpoch, type UserRecord, userToActOn } from '../users/index.ts';
import { devicesIn } from './devices-of-user.ts';
import { endSession, endSessionsOf } from './session-store.ts';

/** Ends this device's session. Doing it twice, or without one, is no error. Records `user.loggedOut`. */
export async function logOut(scope: Scope): Promise<void> {
  const { actor } = scope;
  if (actor.kind !== 'user' || !actor.sessionId) return;
  if (!(await endSession(scope.tx, scope.tenant.id, actor.userId, actor.sessionId, scope.now))) return;
  await record(scope, 'user.loggedOut', { target: { kind: 'user', id: actor.userId, name: actor.name } });
}

/** The devices on which the actor is logged in, the last used first. */
export async function listDevices(scope: Scope) {
  const { actor } = scope;
  if (actor.kind !== 'user') throw new AppError('forbidden');
  return devicesIn(scope, actor.userId);
}

/** Logs the actor out on one device. @throws AppError `session.notFound` */
export async function endDevice(scope: Scope, id: SessionId): Promise<void> {
  const { actor } = scope;
  if (actor.kind !== 'user') throw new AppError('forbidden');
  if (!(await endSession(scope.tx, scope.tenant.id, actor.userId, id, scope.now))) throw new AppError('session.notFound');
  await record(scope, 'user.loggedOut', { target: { kind: 'user', id: actor.userId, name: actor.name } });
}

/** Whoever is not in has nothing to be logged out of; the link of somebody invited is not touched by this. */
export function whyNotLogOut(person: Pick<UserRecord, 'activated_at' | 'deactivated_at'>): 'deactivated' | 'notIn' | null {
  if (person.deactivated_at) return 'deactivated';
  return person.activated_at ? null : 'notIn';
}

/**
 * Logs a user out from all devices: sessions, keys and reset links end at once; the account stays active.
 * Records `user.loggedOutEverywhere`. @returns how many devices were logged in
 * @throws AppError `users.notFound`, `users.stronger`, `session.notIn`
 */
export async function logOutEverywhere(scope: Scope, userId: UserId): Promise<{ devices: number }> {
  allow(scope, 'users.logout');
  const person = await userToActOn(scope, userId);
  if (whyNotLogOut(person)) throw new AppError('session.notIn', { name: person.display_name });
  const devices = await endAllOf(scope, userId);
  await record(scope, 'user.loggedOutEverywhere', {
    target: { kind: 'user', id: userId, name: person.display_name },
    detail: { devices },
  });
  return { devices };
}

/** Ends every session, key and link of a person; the caller has made sure that it may. @returns how many devices there were */
export async function endAllOf(scope: Scope, userId: UserId): Promise<number> {
  const devices = await endSessionsOf(scope.tx, scope.tenant.id, userId, scope.now);
  await raiseAuthEpoch(scope, userId);
  return devices;
}
