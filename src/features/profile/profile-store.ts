import { sql } from 'kysely';
import type { TenantId, UserId } from '../../kernel/ids.ts';
import type { Tx } from '../../platform/db/database.ts';

export async function wantsGroupMails(tx: Tx, tenantId: TenantId, userId: UserId): Promise<boolean> {
  const row = await tx
    .selectFrom('notification_settings')
    .select('group_mails')
    .where('tenant_id', '=', tenantId)
    .where('user_id', '=', userId)
    .executeTakeFirst();
  return row?.group_mails ?? true;
}

export async function putGroupMails(tx: Tx, tenantId: TenantId, userId: UserId, groupMails: boolean, now: Date): Promise<void> {
  await tx
    .insertInto('notification_settings')
    .values({ tenant_id: tenantId, user_id: userId, group_mails: groupMails, changed_at: now })
    .onConflict((conflict) =>
      conflict.columns(['tenant_id', 'user_id']).doUpdateSet({ group_mails: groupMails, changed_at: now }),
    )
    .execute();
}

/** Two people who share a group may see each other. */
export async function shareGroup(tx: Tx, tenantId: TenantId, one: UserId, other: UserId): Promise<boolean> {
  const { rows } = await sql<{ shared: boolean }>`
    select exists (
      select from group_members a join group_members b on b.tenant_id = a.tenant_id and b.group_id = a.group_id
      where a.tenant_id = ${tenantId} and a.user_id = ${one} and b.user_id = ${other}
    ) as shared`.execute(tx);
  return rows[0]?.shared ?? false;
}

export function addressChangesOf(tx: Tx, tenantId: TenantId, userId: UserId) {
  return tx
    .selectFrom('address_changes')
    .select(['address', 'asked_at as askedAt', 'confirmed_at as confirmedAt', 'dropped_at as droppedAt'])
    .where('tenant_id', '=', tenantId)
    .where('user_id', '=', userId)
    .orderBy('asked_at')
    .limit(1000)
    .execute();
}

/** Wishes and photo go; of address changes only the times stay. */
export async function forgetAccount(tx: Tx, tenantId: TenantId, userId: UserId): Promise<void> {
  await tx.deleteFrom('notification_settings').where('tenant_id', '=', tenantId).where('user_id', '=', userId).execute();
  await tx.updateTable('users').set({ photo_file: null }).where('tenant_id', '=', tenantId).where('id', '=', userId).execute();
  await tx
    .updateTable('address_changes')
    .set({ address: '', address_key: '', asked_by: '' })
    .where('tenant_id', '=', tenantId)
    .where('user_id', '=', userId)
    .execute();
}
