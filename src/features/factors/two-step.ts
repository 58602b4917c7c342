import { randomBytes } from 'node:crypto';
import { AppError } from '../../kernel/app-error.ts';
import type { UserId } from '../../kernel/ids.ts';
import type { App, Scope } from '../../platform/scope.ts';
import { base32, randomSecret } from '../../platform/secrets.ts';
import {
  confirmTwoStepRow,
  countRecoveryCodes,
  dropTwoStep,
  findTwoStep,
  putTwoStep,
  replaceRecoveryCodes,
  spendRecoveryCode,
  takeStep,
} from './factor-store.ts';
import { keyUri, stepOfCode } from './totp.ts';

const CODES = 10;
const CODE_LENGTH = 10;

type Keys = Pick<App, 'secrets'>;

const sealedFor = (scope: Scope, userId: UserId): string => `two_step.secret ${scope.tenant.id} ${userId}`;

/** Since when a code is asked for after the password, and how many recovery codes are left. */
export async function showTwoStep(scope: Scope, userId: UserId): Promise<{ since: Date | null; codesLeft: number }> {
  const row = await findTwoStep(scope.tx, scope.tenant.id, userId);
  const since = row?.confirmed_at ?? null;
  return { since, codesLeft: since ? await countRecoveryCodes(scope.tx, scope.tenant.id, userId) : 0 };
}

export async function asksForCode(scope: Scope, userId: UserId): Promise<boolean> {
  return Boolean((await findTwoStep(scope.tx, scope.tenant.id, userId))?.confirmed_at);
}

/**
 * Makes a new secret for the person's app; it counts only once a code of it was shown. Beginning again forgets the one before.
 * @throws AppError `profile.twoStepIsOn`
 */
export async function beginTwoStep(
  app: Keys,
  scope: Scope,
  userId: UserId,
  account: string,
): Promise<{ secret: string; uri: string }> {
  const secret = randomBytes(20);
  const text = base32(secret).toUpperCase();
  const sealed = app.secrets.seal(secret.toString('base64'), sealedFor(scope, userId));
  if (!(await putTwoStep(scope.tx, scope.tenant.id, userId, sealed, scope.now))) throw new AppError('profile.twoStepIsOn');
  return { secret: text, uri: keyUri(scope.tenant.name, account, text) };
}

/** Switches it on, with the first code of the app. @returns the recovery codes, shown this once @throws AppError `profile.codeWrong` */
export async function confirmTwoStep(app: Keys, scope: Scope, userId: UserId, code: string): Promise<string[]> {
  const row = await findTwoStep(scope.tx, scope.tenant.id, userId);
  if (!row || row.confirmed_at) throw new AppError(row ? 'profile.twoStepIsOn' : 'profile.twoStepIsOff');
  if (!(await takeAppCode(app, scope, userId, code))) throw new AppError('profile.codeWrong');
  if (!(await confirmTwoStepRow(scope.tx, scope.tenant.id, userId, scope.now))) throw new AppError('profile.twoStepIsOn');
  return makeRecoveryCodes(app, scope, userId);
}

/** Ten new ones; those of before end. @returns them, shown this once */
export async function makeRecoveryCodes(app: Keys, scope: Scope, userId: UserId): Promise<string[]> {
  const codes = Array.from({ length: CODES }, () => randomSecret().slice(0, CODE_LENGTH));
  const hashes = codes.map((code) => recoveryHash(app, scope, userId, code));
  await replaceRecoveryCodes(scope.tx, scope.tenant.id, userId, hashes, scope.now);
  return codes.map((code) => `${code.slice(0, 5)}-${code.slice(5)}`);
}

/** Switches it off; the recovery codes end. @returns false where it was not on */
export const removeTwoStep = (scope: Scope, userId: UserId): Promise<boolean> => dropTwoStep(scope.tx, scope.tenant.id, userId);

/** Takes a code of the app or a recovery code; either works once. The caller counts tries. @returns which it was */
export async function takeCode(app: Keys, scope: Scope, userId: UserId, typed: string): Promise<'app' | 'recovery' | undefined> {
  const code = typed.replace(/[\s-]/g, '').toLowerCase();
  if (/^\d+$/.test(code) && code.length < CODE_LENGTH) return (await takeAppCode(app, scope, userId, code)) ? 'app' : undefined;
  if (!(await asksForCode(scope, userId))) return undefined;
  const hash = recoveryHash(app, scope, userId, code);
  return (await spendRecoveryCode(scope.tx, scope.tenant.id, userId, hash, scope.now)) ? 'recovery' : undefined;
}

async function takeAppCode(app: Keys, scope: Scope, userId: UserId, typed: string): Promise<boolean> {
  const row = await findTwoStep(scope.tx, scope.tenant.id, userId);
  if (!row) return false;
  const secret = Buffer.from(app.secrets.open(row.secret, sealedFor(scope, userId)), 'base64');
  const step = stepOfCode(secret, typed.replace(/\s/g, ''), scope.now, row.last_step);
  return step !== undefined && takeStep(scope.tx, scope.tenant.id, userId, step);
}

const recoveryHash = (app: Keys, scope: Scope, userId: UserId, code: string): string =>
  app.secrets.mac('recovery code', scope.tenant.id, userId, code).toString('hex');
