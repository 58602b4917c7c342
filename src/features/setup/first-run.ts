import { AppError } from '../../kernel/app-error.ts';
import type { TenantId } from '../../kernel/ids.ts';
import { type App, inTenant, systemActor } from '../../platform/scope.ts';
import { equalSecrets, hashSecret } from '../../platform/secrets.ts';
import { SETUP_CODE, waitAfter } from '../sessions/index.ts';
import { listTenantIds } from '../tenants/index.ts';
import { newSetupCode, plainCode } from './setup-code.ts';
import { countWrongCode, hasOwner, lockCode, markCodeUsed, putCode } from './setup-store.ts';

const CODE_HOURS = 24;

export const setupActor = systemActor('first run');

/** The environment that waits for its owner, `new` where there is none at all; null once there is an owner. */
export async function placeForOwner(app: App): Promise<TenantId | 'new' | null> {
  const tenants = await app.db.acrossTenants(listTenantIds);
  for (const tenantId of tenants) {
    if (await inTenant(app, { tenantId, actor: setupActor }, (scope) => hasOwner(scope.tx, tenantId))) return null;
  }
  return tenants[0] ?? 'new';
}

/** A fresh one-time code for the first run, which ends any of before; null where there is an owner already. */
export async function makeSetupCode(app: App): Promise<string | null> {
  if ((await placeForOwner(app)) === null) return null;
  const code = newSetupCode();
  await app.db.acrossTenants((tx) => putCode(tx, hashSecret(plainCode(code)), CODE_HOURS));
  return code;
}

/**
 * Checks a typed code; wrong ones are counted, and waits grow. `take` uses it up, so that of two at once one gets on.
 * @throws AppError `setup.closed`, `setup.wrongCode`, `setup.codeExpired`, `setup.slowDown`
 */
export async function checkSetupCode(app: App, typed: string, take: boolean): Promise<void> {
  const refusal = await app.db.acrossTenants(async (tx) => {
    const row = await lockCode(tx);
    if (!row || row.used_at) return new AppError('setup.closed');
    const wait = row.wait_until ? Math.ceil((row.wait_until.getTime() - row.now.getTime()) / 1000) : 0;
    if (wait > 0) return new AppError('setup.slowDown', { seconds: wait });
    if (!equalSecrets(row.code_hash, hashSecret(plainCode(typed)))) {
      await countWrongCode(tx, waitAfter(SETUP_CODE, row.failures + 1));
      return new AppError('setup.wrongCode');
    }
    if (row.expires_at <= row.now) return new AppError('setup.codeExpired');
    if (take) await markCodeUsed(tx, true);
    return null;
  });
  // Thrown only now: a wrong try must stay counted.
  if (refusal) throw refusal;
}

/** Gives a code back that was taken for something that then failed. */
export async function giveCodeBack(app: App): Promise<void> {
  await app.db.acrossTenants((tx) => markCodeUsed(tx, false));
}
