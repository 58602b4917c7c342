import { sql } from 'kysely';
import type { TenantId } from '../../kernel/ids.ts';
import type { Tx } from '../../platform/db/database.ts';

export interface CodeRow {
  code_hash: string;
  expires_at: Date;
  failures: number;
  wait_until: Date | null;
  used_at: Date | null;
  now: Date;
}

/** One code at a time: a new one takes the place of the one before, with its wrong tries. */
export async function putCode(tx: Tx, codeHash: string, hours: number): Promise<void> {
  await sql`
    insert into setup_codes (code_hash, made_at, expires_at) values (${codeHash}, now(), now() + ${hours} * interval '1 hour')
    on conflict (only_one) do update set code_hash = excluded.code_hash, made_at = excluded.made_at, expires_at = excluded.expires_at,
      failures = 0, wait_until = null, used_at = null`.execute(tx);
}

/** Locked: tries at the same moment are counted one after the other. */
export async function lockCode(tx: Tx): Promise<CodeRow | undefined> {
  const { rows } = await sql<CodeRow>`
    select code_hash, expires_at, failures, wait_until, used_at, now() as now from setup_codes for update`.execute(tx);
  return rows[0];
}

export async function countWrongCode(tx: Tx, waitSeconds: number): Promise<void> {
  await sql`update setup_codes set failures = failures + 1,
    wait_until = case when ${waitSeconds} > 0 then now() + ${waitSeconds} * interval '1 second' end`.execute(tx);
}

export async function markCodeUsed(tx: Tx, used: boolean): Promise<void> {
  await sql`update setup_codes set used_at = ${used ? sql`now()` : sql`null`}`.execute(tx);
}

/** Somebody who may everything has a password here. */
export async function hasOwner(tx: Tx, tenantId: TenantId): Promise<boolean> {
  const row = await tx
    .selectFrom('users')
    .select('id')
    .where('tenant_id', '=', tenantId)
    .where('role', '=', 'owner')
    .where('activated_at', 'is not', null)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

export async function settleTenant(
  tx: Tx,
  tenantId: TenantId,
  change: { name: string; locale: string; public_url: string | null; open_tracking: boolean | null },
): Promise<void> {
  await tx.updateTable('tenants').set(change).where('id', '=', tenantId).execute();
}
