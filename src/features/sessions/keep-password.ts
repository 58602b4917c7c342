import { AppError } from '../../kernel/app-error.ts';
import type { UserId } from '../../kernel/ids.ts';
import { judgePassword, PASSWORD_MIN } from '../../kernel/password-strength.ts';
import type { Scope } from '../../platform/scope.ts';
import { raiseAuthEpoch } from '../users/index.ts';
import { insertCredential, updateCredential } from './credential-store.ts';
import { endSessionsOf } from './session-store.ts';

/** @throws AppError `password.*` where a password is too short, too long or too easy to guess for this person */
export function demandGoodPassword(password: string, own: readonly string[]): void {
  const { problem } = judgePassword(password, own);
  if (problem) throw new AppError(`password.${problem}`, problem === 'tooShort' ? { min: String(PASSWORD_MIN) } : {});
}

/** Keeps the first password of somebody who has none. @returns false, changing nothing, where there is one already */
export function keepFirstPassword(scope: Scope, userId: UserId, passwordHash: string): Promise<boolean> {
  return insertCredential(scope.tx, scope.tenant.id, userId, passwordHash, scope.now);
}

/** Replaces a password and ends every session and key of before. @returns false where there is none to replace */
export async function replacePassword(scope: Scope, userId: UserId, passwordHash: string): Promise<boolean> {
  if (!(await updateCredential(scope.tx, scope.tenant.id, userId, passwordHash, scope.now))) return false;
  await raiseAuthEpoch(scope, userId);
  await endSessionsOf(scope.tx, scope.tenant.id, userId, scope.now);
  return true;
}
