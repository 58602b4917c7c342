import { sql } from 'kysely';
import type { MailId, TenantId, UserId } from '../../kernel/ids.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { OpenedBy } from './judge-open.ts';

export interface OpenedMail {
  id: MailId;
  userId: UserId | null;
  stateAt: Date | null;
  openedBy: OpenedBy | null;
}

export async function lockByOpenId(tx: Tx, tenantId: TenantId, openId: string): Promise<OpenedMail | undefined> {
  const { rows } = await sql<OpenedMail>`
    select id, user_id as "userId", case when state = 'accepted' then state_at end as "stateAt", opened_by as "openedBy"
    from mails where tenant_id = ${tenantId} and open_id = ${openId} for update`.execute(tx);
  return rows[0];
}

export async function writeOpen(tx: Tx, tenantId: TenantId, id: MailId, by: OpenedBy, now: Date): Promise<void> {
  await sql`update mails set opened_at = coalesce(opened_at, ${now}), opened_by = ${by} where tenant_id = ${tenantId} and id = ${id}`.execute(
    tx,
  );
  await sql`insert into mail_events (tenant_id, mail_id, at, event, source, meaning) values (${tenantId}, ${id}, ${now}, 'image', 'pixel', ${by})`.execute(
    tx,
  );
}
