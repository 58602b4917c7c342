import { AppError } from '../../kernel/app-error.ts';
import type { SessionId, UserId } from '../../kernel/ids.ts';
import { allow, type Scope } from '../../platform/scope.ts';
import { record } from '../audit/index.ts';
import { findUser, userToActOn } from '../users/index.ts';
import { endSession, listSessionsOf } from './session-store.ts';

/** The devices on which somebody is logged in, the last used first. @throws AppError `users.notFound` */
export async function devicesOfUser(scope: Scope, userId: UserId) {
  allow(scope, 'users.logout');
  if (!(await findUser(scope.tx, userId))) throw new AppError('users.notFound');
  return devicesIn(scope, userId);
}

/** The same for whoever may: the caller has made sure of it. */
export async function devicesIn(scope: Scope, userId: UserId) {
  const here = scope.actor.kind === 'user' ? scope.actor.sessionId : null;
  const rows = await listSessionsOf(scope.tx, scope.tenant.id, userId, scope.now);
  return rows.map((row) => ({
    id: row.id,
    name: row.device,
    origin: row.origin,
    createdAt: row.created_at.toISOString(),
    lastSeenAt: row.last_seen_at.toISOString(),
    current: row.id === here,
  }));
}

/**
 * Logs somebody out on one device; the others stay. Records `user.loggedOut` with the device.
 * @throws AppError `users.notFound`, `users.stronger`, `session.notFound`
 */
export async function endDeviceOfUser(scope: Scope, userId: UserId, id: SessionId): Promise<void> {
  allow(scope, 'users.logout');
  const person = await userToActOn(scope, userId);
  const rows = await listSessionsOf(scope.tx, scope.tenant.id, userId, scope.now);
  const device = rows.find((row) => row.id === id);
  if (!device || !(await endSession(scope.tx, scope.tenant.id, userId, id, scope.now))) throw new AppError('session.notFound');
  await record(scope, 'user.loggedOut', {
    target: { kind: 'user', id: userId, name: person.display_name },
    detail: { device: device.device },
  });
}
