import { sql } from 'kysely';
import type { AddressChangeId, TenantId, UserId } from '../../kernel/ids.ts';
import type { Tx } from '../../platform/db/database.ts';

export interface AddressChange {
  id: AddressChangeId;
  tenantId: TenantId;
  userId: UserId;
  address: string;
  addressKey: string;
  authEpoch: number;
  expiresAt: Date;
  confirmedAt: Date | null;
  droppedAt: Date | null;
  person: { authEpoch: number; deactivatedAt: Date | null; pending: string | null; locale: string };
}

/** Under the person's epoch of this moment; whatever was asked before gives way. */
export async function insertAddressChange(
  tx: Tx,
  tenantId: TenantId,
  change: { id: AddressChangeId; userId: UserId; address: string; addressKey: string; askedBy: string; expiresAt: Date },
  now: Date,
): Promise<void> {
  await dropAddressChanges(tx, tenantId, change.userId, now);
  await sql`
    insert into address_changes (tenant_id, id, user_id, address, address_key, auth_epoch, asked_at, asked_by, expires_at)
    select tenant_id, ${change.id}, id, ${change.address}, ${change.addressKey}, auth_epoch, ${now}, ${change.askedBy}, ${change.expiresAt}
    from users where tenant_id = ${tenantId} and id = ${change.userId}`.execute(tx);
}

export async function dropAddressChanges(tx: Tx, tenantId: TenantId, userId: UserId, now: Date): Promise<void> {
  await tx
    .updateTable('address_changes')
    .set({ dropped_at: now })
    .where('tenant_id', '=', tenantId)
    .where('user_id', '=', userId)
    .where('confirmed_at', 'is', null)
    .where('dropped_at', 'is', null)
    .execute();
}

export async function findAddressChanges(tx: Tx, tenantId: TenantId, ids: readonly AddressChangeId[]): Promise<AddressChange[]> {
  const rows = await tx
    .selectFrom('address_changes as a')
    .innerJoin('users as u', (join) => join.onRef('u.tenant_id', '=', 'a.tenant_id').onRef('u.id', '=', 'a.user_id'))
    .select(['a.id', 'a.user_id', 'a.address', 'a.address_key', 'a.auth_epoch', 'a.expires_at', 'a.confirmed_at', 'a.dropped_at'])
    .select(['u.auth_epoch as person_epoch', 'u.deactivated_at', 'u.pending_email', 'u.locale'])
    .where('a.tenant_id', '=', tenantId)
    .where('a.id', '=', sql<string>`any(${ids}::uuid[])`)
    .execute();
  return rows.map((row) => ({
    id: row.id as AddressChangeId,
    tenantId,
    userId: row.user_id as UserId,
    address: row.address,
    addressKey: row.address_key,
    authEpoch: row.auth_epoch,
    expiresAt: row.expires_at,
    confirmedAt: row.confirmed_at,
    droppedAt: row.dropped_at,
    person: {
      authEpoch: row.person_epoch,
      deactivatedAt: row.deactivated_at,
      pending: row.pending_email,
      locale: row.locale,
    },
  }));
}

/** Uses the link up, in one statement that holds every condition. @returns whether it was the one */
export async function spendAddressChange(tx: Tx, tenantId: TenantId, id: AddressChangeId, now: Date): Promise<boolean> {
  const { rows } = await sql`
    update address_changes a set confirmed_at = ${now}
    from users u
    where a.tenant_id = ${tenantId} and a.id = ${id} and a.confirmed_at is null and a.dropped_at is null and a.expires_at > ${now}
      and u.tenant_id = a.tenant_id and u.id = a.user_id and u.auth_epoch = a.auth_epoch
      and u.deactivated_at is null and u.pending_email = a.address
    returning a.id`.execute(tx);
  return rows.length === 1;
}
