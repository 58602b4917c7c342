import { sql } from 'kysely';
import type { MailId, TenantId, UserId, WaveId } from '../../../kernel/ids.ts';
import type { Tx } from '../../../platform/db/database.ts';
import type { Meaning } from '../../../platform/smtp/index.ts';
import type { MailFate } from '../mail-definition.ts';

export interface SettledRow {
  id: MailId;
  kind: string;
  userId: UserId | null;
  batchId: WaveId | null;
  address: string;
  state: MailFate['state'];
  at: Date;
  meaning: Meaning | null;
  words: string | null;
}

/** Tenants with mails that came to an end and have not been told of, the longest waiting first. */
export async function tenantsWithSettled(tx: Tx, limit: number): Promise<TenantId[]> {
  const { rows } = await sql<{ tenantId: TenantId }>`
    select distinct tenant_id as "tenantId" from (select tenant_id from mail_dispatch where settled_at is not null limit ${limit}) ended`.execute(
    tx,
  );
  return rows.map((row) => row.tenantId);
}

/** Ends the dispatch of settled mails and says what they came to. */
export async function takeSettled(tx: Tx, tenantId: TenantId, limit: number): Promise<SettledRow[]> {
  const { rows: gone } = await sql<{ id: MailId }>`
    delete from mail_dispatch where tenant_id = ${tenantId} and mail_id = any(array(
      select mail_id from mail_dispatch where tenant_id = ${tenantId} and settled_at is not null order by settled_at limit ${limit} for update skip locked))
    returning mail_id as id`.execute(tx);
  const { rows } = await sql<SettledRow>`
    select id, kind, user_id as "userId", batch_id as "batchId", address, state, state_at as at, meaning, reply_words as words
    from mails where tenant_id = ${tenantId} and id = any(${gone.map((row) => row.id)}::uuid[])`.execute(tx);
  return rows;
}

/** A closed batch of which nothing waits any more is done. */
export async function finishBatches(tx: Tx, tenantId: TenantId, batches: readonly WaveId[]): Promise<void> {
  await sql`
    update mail_batches b set done_at = now() where tenant_id = ${tenantId} and id = any(${batches}::uuid[]) and closed_at is not null and done_at is null
      and not exists (select from mail_dispatch d where d.tenant_id = b.tenant_id and d.batch_id = b.id)`.execute(tx);
}
