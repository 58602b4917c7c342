import { sql } from 'kysely';
import type { TenantId, UserId } from '../../kernel/ids.ts';
import type { Tx } from '../../platform/db/database.ts';

export function findTwoStep(tx: Tx, tenantId: TenantId, userId: UserId) {
  return tx
    .selectFrom('two_step')
    .select(['secret', 'confirmed_at', 'last_step'])
    .where('tenant_id', '=', tenantId)
    .where('user_id', '=', userId)
    .executeTakeFirst();
}

/** Keeps a secret that is not confirmed yet. @returns false where a confirmed one is there: it is left alone */
export async function putTwoStep(tx: Tx, tenantId: TenantId, userId: UserId, secret: string, now: Date): Promise<boolean> {
  const result = await tx
    .insertInto('two_step')
    .values({ tenant_id: tenantId, user_id: userId, secret, made_at: now })
    .onConflict((conflict) =>
      conflict
        .columns(['tenant_id', 'user_id'])
        .doUpdateSet({ secret, made_at: now, last_step: 0 })
        .where('two_step.confirmed_at', 'is', null),
    )
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
}

/** Takes a time step, so that its code works no second time. @returns false where it, or a later one, was taken already */
export async function takeStep(tx: Tx, tenantId: TenantId, userId: UserId, step: number): Promise<boolean> {
  const result = await tx
    .updateTable('two_step')
    .set({ last_step: step })
    .where('tenant_id', '=', tenantId)
    .where('user_id', '=', userId)
    .where('last_step', '<', step)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

export async function confirmTwoStepRow(tx: Tx, tenantId: TenantId, userId: UserId, now: Date): Promise<boolean> {
  const result = await tx
    .updateTable('two_step')
    .set({ confirmed_at: now })
    .where('tenant_id', '=', tenantId)
    .where('user_id', '=', userId)
    .where('confirmed_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** @returns false where nothing confirmed was there */
export async function dropTwoStep(tx: Tx, tenantId: TenantId, userId: UserId): Promise<boolean> {
  await tx.deleteFrom('recovery_codes').where('tenant_id', '=', tenantId).where('user_id', '=', userId).execute();
  const rows = await tx
    .deleteFrom('two_step')
    .where('tenant_id', '=', tenantId)
    .where('user_id', '=', userId)
    .returning('confirmed_at')
    .execute();
  return rows.some((row) => row.confirmed_at !== null);
}

/** The codes of before end. */
export async function replaceRecoveryCodes(
  tx: Tx,
  tenantId: TenantId,
  userId: UserId,
  hashes: readonly string[],
  now: Date,
): Promise<void> {
  await tx.deleteFrom('recovery_codes').where('tenant_id', '=', tenantId).where('user_id', '=', userId).execute();
  await tx
    .insertInto('recovery_codes')
    .values(hashes.map((hash) => ({ tenant_id: tenantId, user_id: userId, code_hash: hash, made_at: now })))
    .execute();
}

/** Uses a code up, in one statement. @returns false where it is none, or was used */
export async function spendRecoveryCode(tx: Tx, tenantId: TenantId, userId: UserId, hash: string, now: Date): Promise<boolean> {
  const result = await tx
    .updateTable('recovery_codes')
    .set({ used_at: now })
    .where('tenant_id', '=', tenantId)
    .where('user_id', '=', userId)
    .where('code_hash', '=', hash)
    .where('used_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

export async function countRecoveryCodes(tx: Tx, tenantId: TenantId, userId: UserId): Promise<number> {
  const row = await tx
    .selectFrom('recovery_codes')
    .select(sql<number>`count(*)::int`.as('left'))
    .where('tenant_id', '=', tenantId)
    .where('user_id', '=', userId)
    .where('used_at', 'is', null)
    .executeTakeFirst();
  return row?.left ?? 0;
}
