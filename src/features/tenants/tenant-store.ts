import { type Insertable, sql, type Updateable } from 'kysely';
import type { TenantId } from '../../kernel/ids.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { Tables } from '../../platform/db/tables.ts';

/** Runs across tenants: a new environment is made before there are walls to stand in. With a reason it is sealed from now on. */
export async function insertTenant(tx: Tx, row: Insertable<Tables['tenants']>, hosts: string[]): Promise<void> {
  const sealedAt = row.sealed_because ? sql<Date>`now()` : null;
  await tx
    .insertInto('tenants')
    .values({ ...row, sealed_at: sealedAt as Date | null })
    .execute();
  for (const host of hosts) {
    await tx
      .insertInto('tenant_hosts')
      .values({ host, tenant_id: row.id })
      .onConflict((conflict) => conflict.column('host').doNothing())
      .execute();
  }
}

/** The tenant of a host name; where there is only one, it answers on any host. */
export async function findTenantByHost(tx: Tx, host: string): Promise<TenantId | undefined> {
  const named = await tx.selectFrom('tenant_hosts').select('tenant_id').where('host', '=', host).executeTakeFirst();
  if (named) return named.tenant_id as TenantId;
  const some = await tx.selectFrom('tenants').select('id').limit(2).execute();
  return some.length === 1 ? (some[0]?.id as TenantId) : undefined;
}

export async function listTenantIds(tx: Tx): Promise<TenantId[]> {
  const rows = await tx.selectFrom('tenants').select('id').orderBy('created_at').execute();
  return rows.map((row) => row.id as TenantId);
}

/** Every environment, the oldest first. */
export async function listTenants(tx: Tx): Promise<{ id: TenantId; name: string }[]> {
  const rows = await tx.selectFrom('tenants').select(['id', 'name']).orderBy('created_at').execute();
  return rows.map((row) => ({ id: row.id as TenantId, name: row.name }));
}

/** @returns false where another version is there by now. */
export async function updateTenant(
  tx: Tx,
  id: TenantId,
  version: number,
  change: Updateable<Tables['tenants']>,
): Promise<boolean> {
  const result = await tx
    .updateTable('tenants')
    .set({ ...change, version: sql`version + 1` })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

export function readInstallation(tx: Tx) {
  return tx.selectFrom('installation').select(['installation_id', 'key_fingerprint', 'public_url']).executeTakeFirst();
}

/** Of two processes that make it at once, the first one's stands. */
export async function insertInstallation(tx: Tx, row: Insertable<Tables['installation']>): Promise<void> {
  await tx
    .insertInto('installation')
    .values(row)
    .onConflict((conflict) => conflict.column('only_one').doNothing())
    .execute();
}

export async function updateInstallation(tx: Tx, change: Updateable<Tables['installation']>): Promise<void> {
  await tx.updateTable('installation').set(change).execute();
}

/** @returns false where it is sealed already. */
export async function sealTenant(tx: Tx, id: TenantId, because: string): Promise<boolean> {
  const result = await tx
    .updateTable('tenants')
    .set({ sealed_at: sql`now()`, sealed_because: because })
    .where('id', '=', id)
    .where('sealed_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}
