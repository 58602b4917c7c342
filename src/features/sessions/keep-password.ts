import { AppError } from '../../kernel/app-error.ts';
import type { SessionId, UserId } from '../../kernel/ids.ts';
import { judgePassword, PASSWORD_MIN } from '../../kernel/password-strength.ts';
import type { Scope } from '../../platform/scope.ts';
import { raiseAuthEpoch } from '../users/index.ts';
import { insertCredential, passwordChangedAt, updateCredential } from './credential-store.ts';
import { carrySession, endSessionsOf } from './session-store.ts';

/** @throws AppError `password.*` where a password is too short, too long or too easy to guess for this person */
export function demandGoodPassword(password: string, own: readonly string[]): void {
  const { problem } = judgePassword(password, own);
  if (problem) throw new AppError(`password.${problem}`, problem === 'tooShort' ? { min: String(PASSWORD_MIN) } : {});
}

/** Keeps the first password of somebody who has none. @returns false, changing nothing, where there is one already */
export function keepFirstPassword(scope: Scope, userId: UserId, passwordHash: string): Promise<boolean> {
  return insertCredential(scope.tx, scope.tenant.id, userId, passwordHash, scope.now);
}

/** Sets a new password, also for whoever came in with a passkey alone, and ends every session and key of before. */
export async function replacePassword(scope: Scope, userId: UserId, passwordHash: string): Promise<void> {
  await setPassword(scope, userId, passwordHash);
  await raiseAuthEpoch(scope, userId);
  await endSessionsOf(scope.tx, scope.tenant.id, userId, scope.now);
}

async function setPassword({ tx, tenant, now }: Scope, userId: UserId, passwordHash: string): Promise<void> {
  if (!(await updateCredential(tx, tenant.id, userId, passwordHash, now)))
    await insertCredential(tx, tenant.id, userId, passwordHash, now);
}

/**
 * A new password for somebody who is logged in, who stays logged in at this device; with `endOthers` every other session and
 * every key of theirs ends.
 */
export async function changeOwnPassword(
  scope: Scope,
  self: { userId: UserId; sessionId: SessionId },
  passwordHash: string,
  endOthers: boolean,
): Promise<void> {
  const { tx, tenant, now } = scope;
  await setPassword(scope, self.userId, passwordHash);
  if (!endOthers) return;
  await endSessionsOf(tx, tenant.id, self.userId, now, self.sessionId);
  await raiseAuthEpoch(scope, self.userId);
  await carrySession(tx, tenant.id, self.sessionId);
}

/** Since when somebody has the password they have; null without one. */
export const passwordSince = (scope: Scope, userId: UserId): Promise<Date | null> =>
  passwordChangedAt(scope.tx, scope.tenant.id, userId);
