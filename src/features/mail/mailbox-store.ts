import { sql } from 'kysely';
import type { MailId, TenantId } from '../../kernel/ids.ts';
import type { Tx } from '../../platform/db/database.ts';

export async function selectKept(
  tx: Tx,
  tenantId: TenantId,
  q: string | undefined,
  before: string | null,
  limit: number,
): Promise<{ id: MailId; stateAt: Date }[]> {
  const like =
    q === undefined || q.trim() === ''
      ? null
      : `${q
          .trim()
          .toLowerCase()
          .replace(/[\\%_]/g, '\\$&')}%`;
  const { rows } = await sql<{ id: MailId; stateAt: Date }>`
    select id, state_at as "stateAt" from mails where tenant_id = ${tenantId} and state = 'kept'
      and (${before}::uuid is null or id < ${before}::uuid) and (${like}::text is null or lower(address) like ${like} or lower(name) like ${like})
    order by id desc limit ${limit}`.execute(tx);
  return rows;
}

export async function findKept(tx: Tx, tenantId: TenantId, id: MailId): Promise<{ id: MailId; stateAt: Date } | undefined> {
  const { rows } = await sql<{
    id: MailId;
    stateAt: Date;
  }>`select id, state_at as "stateAt" from mails where tenant_id = ${tenantId} and id = ${id} and state = 'kept'`.execute(tx);
  return rows[0];
}

/** When a mail came to where it is now. */
export async function stateTimeOf(tx: Tx, tenantId: TenantId, id: MailId): Promise<Date | undefined> {
  const { rows } = await sql<{
    at: Date;
  }>`select state_at as at from mails where tenant_id = ${tenantId} and id = ${id}`.execute(tx);
  return rows[0]?.at;
}
