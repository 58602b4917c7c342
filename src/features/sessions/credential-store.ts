import type { TenantId, UserId } from '../../kernel/ids.ts';
import type { Tx } from '../../platform/db/database.ts';

export async function findPasswordHash(tx: Tx, tenantId: TenantId, userId: UserId): Promise<string | undefined> {
  const row = await tx
    .selectFrom('credentials')
    .select('password_hash')
    .where('tenant_id', '=', tenantId)
    .where('user_id', '=', userId)
    .executeTakeFirst();
  return row?.password_hash;
}

/** @returns false where there is a password already: it is left alone. */
export async function insertCredential(
  tx: Tx,
  tenantId: TenantId,
  userId: UserId,
  passwordHash: string,
  now: Date,
): Promise<boolean> {
  const result = await tx
    .insertInto('credentials')
    .values({ tenant_id: tenantId, user_id: userId, password_hash: passwordHash, created_at: now, changed_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
}

/** @returns false where there is none to replace. */
export async function updateCredential(
  tx: Tx,
  tenantId: TenantId,
  userId: UserId,
  passwordHash: string,
  now: Date,
): Promise<boolean> {
  const result = await tx
    .updateTable('credentials')
    .set({ password_hash: passwordHash, changed_at: now })
    .where('tenant_id', '=', tenantId)
    .where('user_id', '=', userId)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

export async function passwordChangedAt(tx: Tx, tenantId: TenantId, userId: UserId): Promise<Date | null> {
  const row = await tx
    .selectFrom('credentials')
    .select('changed_at')
    .where('tenant_id', '=', tenantId)
    .where('user_id', '=', userId)
    .executeTakeFirst();
  return row?.changed_at ?? null;
}
