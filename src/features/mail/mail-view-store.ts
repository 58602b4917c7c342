import { sql } from 'kysely';
import type { MailView } from '../../contract/mail.ts';
import type { MailId, TenantId, UserId } from '../../kernel/ids.ts';
import type { Tx } from '../../platform/db/database.ts';

type Reply = MailView['reply'];
interface Row {
  id: MailId;
  kind: string;
  state: MailView['state'];
  address: string;
  locale: string;
  created_at: Date;
  due_at: Date;
  state_at: Date;
  attempts: number;
  run_at: Date | null;
  meaning: string | null;
  reply_code: number | null;
  reply_enhanced: string | null;
  reply_words: string | null;
  server: string | null;
  opened_at: Date | null;
  opened_by: string | null;
}
interface EventRow {
  mail_id: MailId;
  at: Date;
  event: MailView['events'][number]['event'];
  source: string;
  attempt: number | null;
  meaning: string | null;
  reply_code: number | null;
  reply_enhanced: string | null;
  reply_words: string | null;
  server: string | null;
}

const replyOf = (row: {
  reply_code: number | null;
  reply_enhanced: string | null;
  reply_words: string | null;
  server: string | null;
}): Reply =>
  row.reply_code === null && row.reply_words === null
    ? null
    : { code: row.reply_code, enhanced: row.reply_enhanced, words: row.reply_words, server: row.server };

/** A person's mails with their evidence, newest first. */
export async function selectMailsOfUser(tx: Tx, tenantId: TenantId, userId: UserId, limit: number): Promise<MailView[]> {
  const { rows } = await sql<Row>`
    select m.id, m.kind, m.state, m.address, m.locale, m.created_at, m.due_at, m.state_at, m.attempts, m.meaning, m.reply_code, m.reply_enhanced, m.reply_words, m.server,
      m.opened_at, m.opened_by, case when m.state in ('queued', 'deferred') then d.run_at end as run_at
    from mails m left join mail_dispatch d on d.tenant_id = m.tenant_id and d.mail_id = m.id
    where m.tenant_id = ${tenantId} and m.user_id = ${userId} order by m.id desc limit ${limit}`.execute(tx);
  const { rows: events } = await sql<EventRow>`
    select mail_id, at, event, source, attempt, meaning, reply_code, reply_enhanced, reply_words, server from mail_events
    where tenant_id = ${tenantId} and mail_id = any(${rows.map((row) => row.id)}::uuid[]) order by mail_id, seq`.execute(tx);
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    state: row.state,
    address: row.address,
    locale: row.locale,
    createdAt: row.created_at.toISOString(),
    dueAt: row.due_at.toISOString(),
    stateAt: row.state_at.toISOString(),
    attempts: row.attempts,
    nextTryAt: row.run_at?.toISOString() ?? null,
    meaning: row.meaning,
    reply: replyOf(row),
    openedAt: row.opened_at?.toISOString() ?? null,
    openedBy: row.opened_by as MailView['openedBy'],
    events: events
      .filter((event) => event.mail_id === row.id)
      .map((event) => ({
        at: event.at.toISOString(),
        event: event.event,
        source: event.source,
        attempt: event.attempt,
        meaning: event.meaning,
        reply: replyOf(event),
      })),
  }));
}

type Totals = Record<'waiting' | 'deferred' | 'refused' | 'unknown' | 'expired' | 'kept' | 'opened', number>;

/** How many mails stand where; a number equal to `cap` means at least so many. */
export async function countStates(tx: Tx, tenantId: TenantId, cap: number): Promise<Totals> {
  const stuck = (state: string) =>
    sql`(select count(*) from (select 1 from mails where tenant_id = ${tenantId} and state = ${state} and state in ('refused', 'expired', 'unknown') limit ${cap}) s)`;
  const { rows } = await sql<Totals>`
    select
      (select count(*) from (select 1 from mail_dispatch where tenant_id = ${tenantId} and settled_at is null limit ${cap}) s) as waiting,
      (select count(*) from (select 1 from mail_dispatch where tenant_id = ${tenantId} and settled_at is null and run_at > now() limit ${cap}) s) as deferred,
      ${stuck('refused')} as refused, ${stuck('unknown')} as unknown, ${stuck('expired')} as expired,
      (select count(*) from (select 1 from mails where tenant_id = ${tenantId} and state = 'kept' limit ${cap}) s) as kept,
      (select count(*) from (select 1 from mails where tenant_id = ${tenantId} and opened_at is not null limit ${cap}) s) as opened`.execute(
    tx,
  );
  return rows[0] ?? { waiting: 0, deferred: 0, refused: 0, unknown: 0, expired: 0, kept: 0, opened: 0 };
}

export async function readTransport(tx: Tx): Promise<{ problem: string | null; words: string | null; downSince: Date | null }> {
  const { rows } = await sql<{
    problem: string | null;
    words: string | null;
    downSince: Date | null;
  }>`select problem, words, down_since as "downSince" from mail_transport`.execute(tx);
  return rows[0] ?? { problem: null, words: null, downSince: null };
}

export async function lockState(tx: Tx, tenantId: TenantId, id: MailId): Promise<MailView['state'] | undefined> {
  const { rows } = await sql<{ state: MailView['state'] }>`
    select state from mails where tenant_id = ${tenantId} and id = ${id} for update`.execute(tx);
  return rows[0]?.state;
}

export async function resolveUnknown(
  tx: Tx,
  tenantId: TenantId,
  id: MailId,
  as: 'sent' | 'again',
  by: string,
  now: Date,
): Promise<void> {
  await sql`update mails set state = ${as === 'sent' ? 'accepted' : 'queued'}, state_at = ${now} where tenant_id = ${tenantId} and id = ${id}`.execute(
    tx,
  );
  await sql`insert into mail_events (tenant_id, mail_id, at, event, source, meaning) values (${tenantId}, ${id}, ${now}, 'resolved', ${by}, ${as})`.execute(
    tx,
  );
  // Its batch may be over: the single mail is somebody's own wish and overtakes.
  await sql`
    insert into mail_dispatch (tenant_id, mail_id, lane, run_at, settled_at) values (${tenantId}, ${id}, 0, ${now}, ${as === 'sent' ? now : null})
    on conflict (tenant_id, mail_id) do update set lane = 0, batch_id = null, run_at = excluded.run_at, settled_at = excluded.settled_at, data_started_at = null, lease_until = null`.execute(
    tx,
  );
}
