import { sql } from 'kysely';
import type { MailId, TenantId, UserId } from '../../kernel/ids.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { NewMail } from './mail-definition.ts';

type MailRow = NewMail & { readonly id: MailId; readonly openId: string | null };

/** Rows per statement: large enough to be quick, small enough to keep memory flat. */
const CHUNK = 5_000;

export async function insertMails(tx: Tx, tenantId: TenantId, now: Date, mails: readonly MailRow[]): Promise<Set<MailId>> {
  const written = new Set<MailId>();
  for (let start = 0; start < mails.length; start += CHUNK) {
    const rows = mails.slice(start, start + CHUNK);
    const { rows: inserted } = await sql<{ id: MailId }>`
      with wanted as (
        select * from unnest(
          ${rows.map((row) => row.id)}::uuid[], ${rows.map((row) => row.kind)}::text[], ${rows.map((row) => row.userId ?? null)}::uuid[],
          ${rows.map((row) => row.to.address)}::text[], ${rows.map((row) => row.to.name)}::text[], ${rows.map((row) => row.locale)}::text[],
          ${rows.map((row) => row.batchId ?? null)}::uuid[], ${rows.map((row) => JSON.stringify(row.content ?? {}))}::jsonb[],
          ${rows.map((row) => row.dueAt ?? now)}::timestamptz[], ${rows.map((row) => row.openId)}::uuid[],
          ${rows.map((row) => row.dedupeKey ?? null)}::text[], ${rows.map((row) => row.lane ?? 0)}::smallint[]
        ) as w (id, kind, user_id, address, name, locale, batch_id, content, due_at, open_id, dedupe_key, lane)
      ), posted as (
        insert into mails (tenant_id, id, kind, user_id, address, name, locale, batch_id, content, due_at, open_id, dedupe_key, created_at, state_at)
        select ${tenantId}, id, kind, user_id, address, name, locale, batch_id, content, due_at, open_id, dedupe_key, ${now}, ${now} from wanted
        on conflict (tenant_id, dedupe_key) where dedupe_key is not null do nothing
        returning id, batch_id, due_at
      ), waiting as (
        insert into mail_dispatch (tenant_id, mail_id, lane, batch_id, run_at)
        select ${tenantId}, posted.id, wanted.lane, posted.batch_id, posted.due_at from posted join wanted using (id)
      )
      select id from posted`.execute(tx);
    for (const row of inserted) written.add(row.id);
  }
  return written;
}

/** Which waiting mails: of these people (and kinds), or these very mails. */
export type Waiting =
  | { readonly userIds: readonly UserId[]; readonly kinds?: readonly string[] }
  | { readonly mailIds: readonly MailId[] };

export async function takeBackMails(tx: Tx, tenantId: TenantId, which: Waiting, because: string, now: Date): Promise<number> {
  const whose =
    'mailIds' in which
      ? sql`m.id = any(${which.mailIds}::uuid[])`
      : sql`m.user_id = any(${which.userIds}::uuid[]) and (${which.kinds ?? null}::text[] is null or m.kind = any(${which.kinds ?? null}::text[]))`;
  const { rows } = await sql<{ n: number }>`
    with gone as (
      update mail_dispatch d set settled_at = ${now}, lease_until = null from mails m
      where m.tenant_id = ${tenantId} and ${whose} and m.state in ('queued', 'deferred')
        and d.tenant_id = m.tenant_id and d.mail_id = m.id and d.data_started_at is null and d.settled_at is null
      returning d.mail_id
    ), taken as (
      update mails set state = 'taken_back', state_at = ${now}, meaning = ${because}
      where tenant_id = ${tenantId} and id = any(array(select mail_id from gone))
      returning id
    ), told as (
      insert into mail_events (tenant_id, mail_id, at, event, source, meaning)
      select ${tenantId}, id, ${now}, 'taken_back', 'us', ${because} from taken
    )
    select count(*) as n from taken`.execute(tx);
  return rows[0]?.n ?? 0;
}
