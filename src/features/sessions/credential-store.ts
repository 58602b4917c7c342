import { sql } from 'kysely';
import type { TenantId, UserId } from '../../kernel/ids.ts';
import type { Tx } from '../../platform/db/database.ts';
import { ofTenant } from '../../platform/db/tenant-wall.ts';
import { secondsUntil } from './try-limits.ts';

export async function findPasswordHash(tx: Tx, tenantId: TenantId, userId: UserId): Promise<string | undefined> {
  const row = await tx
    .selectFrom('credentials')
    .select('password_hash')
    .where('tenant_id', '=', tenantId)
    .where('user_id', '=', userId)
    .executeTakeFirst();
  return row?.password_hash;
}

/** A password's hash and the seconds to wait before it is checked, in one round trip: the same one for somebody and for nobody. */
export async function hashAndWait(
  tx: Tx,
  userId: UserId,
  keys: readonly string[],
  now: Date,
): Promise<{ passwordHash: string | undefined; wait: number }> {
  const { rows } = await sql<{ hash: string | null; until: Date | null }>`
    select (select c.password_hash from credentials c where c.tenant_id = ${ofTenant} and c.user_id = ${userId}::uuid) as hash,
      (select max(r.wait_until) from rate_limits r where r.tenant_id = ${ofTenant} and r.key = any(${keys}::text[])) as until`.execute(
    tx,
  );
  const { hash, until } = rows[0]!;
  return { passwordHash: hash ?? undefined, wait: secondsUntil(until, now) };
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
