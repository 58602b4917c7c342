import { sql } from 'kysely';
import type { ApiKeyId, TenantId, UserId } from '../../kernel/ids.ts';
import type { Tx } from '../../platform/db/database.ts';

export interface NewKeyRow {
  id: ApiKeyId;
  name: string;
  prefix: string;
  secretHash: string;
  scopes: string[];
  makerId: UserId;
  expiresAt: Date | null;
}

/** Takes the maker's epoch in the same statement. */
export async function insertKey(tx: Tx, tenantId: TenantId, key: NewKeyRow, now: Date): Promise<void> {
  await sql`
    insert into api_keys (tenant_id, id, name, prefix, secret_hash, scopes, maker_id, auth_epoch, created_at, expires_at)
    select tenant_id, ${key.id}, ${key.name}, ${key.prefix}, ${key.secretHash}, ${key.scopes}::text[], id, auth_epoch, ${now}, ${key.expiresAt}
    from users where tenant_id = ${tenantId} and id = ${key.makerId}`.execute(tx);
}

const withMaker = (tx: Tx) =>
  tx
    .selectFrom('api_keys as k')
    .innerJoin('users as u', (join) => join.onRef('u.tenant_id', '=', 'k.tenant_id').onRef('u.id', '=', 'k.maker_id'));

/** The key of a secret with its maker, in one query, only while everything about both still holds. */
export function findLiveKey(tx: Tx, tenantId: TenantId, secretHash: string, now: Date) {
  return withMaker(tx)
    .select(['k.id', 'k.name', 'k.scopes', 'k.last_used_at', 'u.id as maker_id', 'u.role', 'u.reach'])
    .where('k.tenant_id', '=', tenantId)
    .where('k.secret_hash', '=', secretHash)
    .where('k.revoked_at', 'is', null)
    .where((build) => build.or([build('k.expires_at', 'is', null), build('k.expires_at', '>', now)]))
    .whereRef('k.auth_epoch', '=', 'u.auth_epoch')
    .where('u.deactivated_at', 'is', null)
    .where('u.activated_at', 'is not', null)
    .executeTakeFirst();
}

export async function touchKey(tx: Tx, tenantId: TenantId, id: ApiKeyId, now: Date): Promise<void> {
  await tx.updateTable('api_keys').set({ last_used_at: now }).where('tenant_id', '=', tenantId).where('id', '=', id).execute();
}

export function listKeys(tx: Tx, tenantId: TenantId) {
  return withMaker(tx)
    .select([
      'k.id',
      'k.name',
      'k.prefix',
      'k.scopes',
      'k.created_at',
      'k.last_used_at',
      'k.expires_at',
      'k.revoked_at',
      'k.auth_epoch',
      'k.maker_id',
    ])
    .select(['u.display_name as maker', 'u.auth_epoch as maker_epoch', 'u.deactivated_at as maker_deactivated_at'])
    .where('k.tenant_id', '=', tenantId)
    .orderBy('k.created_at', 'desc')
    .limit(500)
    .execute();
}

/** @returns the name, or undefined where no such key is left to revoke. */
export async function revokeKey(tx: Tx, tenantId: TenantId, id: ApiKeyId, now: Date): Promise<string | undefined> {
  const row = await tx
    .updateTable('api_keys')
    .set({ revoked_at: now })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .returning('name')
    .executeTakeFirst();
  return row?.name;
}
