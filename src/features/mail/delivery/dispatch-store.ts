import { sql } from 'kysely';
import type { MailStateName } from '../../../contract/mail.ts';
import type { MailId, TenantId, UserId, WaveId } from '../../../kernel/ids.ts';
import { isLocale } from '../../../kernel/locale.ts';
import type { Tx } from '../../../platform/db/database.ts';
import type { MailContent, PostedMail } from '../mail-definition.ts';

// Every statement below names its ids once more as `= any(…)`: then the primary key is used whatever the planner knows of a
// table that has just grown by a million rows.

/** A mail that this worker holds: nobody else may start it while the lease lasts and the fence is ours. */
export interface Held {
  readonly tenantId: TenantId;
  readonly mailId: MailId;
  readonly batchId: WaveId | null;
  readonly fence: number;
}

/** The database's clock; `shift` is how far a test has travelled, in ms. */
const instant = (shift: number) => sql`(clock_timestamp() + ${shift} * interval '1 millisecond')`;

export interface ClaimWish {
  readonly worker: string;
  readonly leaseMs: number;
  readonly limit: number;
  readonly shift: number;
}

/** Takes waiting mails that belong to no batch, of these lanes. */
export async function claimSingle(tx: Tx, lanes: readonly number[], wish: ClaimWish): Promise<Held[]> {
  return await claim(tx, sql`batch_id is null and lane = any(${lanes}::smallint[])`, sql`lane, run_at, mail_id`, wish);
}

export async function claimBatch(tx: Tx, batch: { tenantId: TenantId; id: WaveId }, wish: ClaimWish): Promise<Held[]> {
  return await claim(
    tx,
    sql`batch_id is not null and tenant_id = ${batch.tenantId} and batch_id = ${batch.id}`,
    sql`run_at, mail_id`,
    wish,
  );
}

async function claim(
  tx: Tx,
  which: ReturnType<typeof sql>,
  order: ReturnType<typeof sql>,
  { worker, leaseMs, limit, shift }: ClaimWish,
): Promise<Held[]> {
  const { rows } = await sql<Held>`
    update mail_dispatch d set claimed_by = ${worker}, fence = d.fence + 1, lease_until = ${instant(shift)} + ${leaseMs} * interval '1 millisecond'
    where d.ctid = any(array(
      select ctid from mail_dispatch
      where ${which} and settled_at is null and data_started_at is null and run_at <= ${instant(shift)}
        and (lease_until is null or lease_until < ${instant(shift)})
      order by ${order} limit ${limit} for update skip locked))
    returning d.tenant_id as "tenantId", d.mail_id as "mailId", d.batch_id as "batchId", d.fence`.execute(tx);
  return rows;
}

/** Batches that have something to send, oldest first. */
export async function openBatches(tx: Tx, limit: number): Promise<{ tenantId: TenantId; id: WaveId }[]> {
  const { rows } = await sql<{ tenantId: TenantId; id: WaveId }>`
    select tenant_id as "tenantId", id from mail_batches
    where done_at is null and paused_at is null and taken_back_at is null order by created_at limit ${limit}`.execute(tx);
  return rows;
}

/** Lengthens the leases of what is held, so that a slow server does not lose us our mails. */
export async function renewLeases(tx: Tx, held: readonly Held[], leaseMs: number, shift: number): Promise<void> {
  await sql`
    update mail_dispatch d set lease_until = ${instant(shift)} + ${leaseMs} * interval '1 millisecond'
    from unnest(${held.map((one) => one.tenantId)}::uuid[], ${held.map((one) => one.mailId)}::uuid[], ${held.map((one) => one.fence)}::int[]) as h (tenant_id, mail_id, fence)
    where d.tenant_id = any(${[...new Set(held.map((one) => one.tenantId))]}::uuid[]) and d.mail_id = any(${held.map((one) => one.mailId)}::uuid[])
      and d.tenant_id = h.tenant_id and d.mail_id = h.mail_id and d.fence = h.fence and d.settled_at is null`.execute(tx);
}

/** Gives mails back that were claimed and not started. */
export async function releaseHeld(tx: Tx, held: readonly Held[]): Promise<void> {
  await sql`
    update mail_dispatch d set lease_until = null, claimed_by = null
    from unnest(${held.map((one) => one.tenantId)}::uuid[], ${held.map((one) => one.mailId)}::uuid[], ${held.map((one) => one.fence)}::int[]) as h (tenant_id, mail_id, fence)
    where d.tenant_id = any(${[...new Set(held.map((one) => one.tenantId))]}::uuid[]) and d.mail_id = any(${held.map((one) => one.mailId)}::uuid[])
      and d.tenant_id = h.tenant_id and d.mail_id = h.mail_id and d.fence = h.fence and d.settled_at is null and d.data_started_at is null`.execute(
    tx,
  );
}

/** What one try came to. `waitMs`: try again after so long; null: this is its end. */
export interface TryResult {
  readonly mailId: MailId;
  readonly fence: number;
  readonly state: Exclude<MailStateName, 'queued' | 'taken_back'>;
  readonly waitMs: number | null;
  readonly meaning: string | null;
  readonly code: number | null;
  readonly enhanced: string | null;
  readonly words: string | null;
  readonly server: string | null;
}

/** What is written down in one go: results, undone starts, and which mails may start. */
export interface TurnRows {
  readonly ended?: readonly TryResult[];
  /** Starts whose line broke before a byte of the message left. */
  readonly undone?: readonly Held[];
  /**
   * The last look, committed before the first byte leaves: the lease and fence are ours, nothing was taken back, the batch is
   * neither paused nor taken back.
   */
  readonly starts?: readonly Held[];
}

/** One statement (the function stands in the migration), which answers the mails that may start. */
export function turnSql(tenantId: TenantId, { ended = [], undone = [], starts = [] }: TurnRows, shift: number) {
  const of = <K extends keyof TryResult>(key: K) => ended.map((one) => one[key]);
  return sql<{ started: MailId[] }>`
    select mail_turn(${tenantId}::uuid, ${shift}::float8,
      ${of('mailId')}::uuid[], ${of('fence')}::int[], ${of('state')}::text[], ${of('waitMs')}::bigint[], ${of('meaning')}::text[],
      ${of('code')}::smallint[], ${of('enhanced')}::text[], ${of('words')}::text[], ${of('server')}::text[],
      ${undone.map((one) => one.mailId)}::uuid[], ${undone.map((one) => one.fence)}::int[],
      ${starts.map((one) => one.mailId)}::uuid[], ${starts.map((one) => one.fence)}::int[]) as started`;
}

/** {@link turnSql} inside a transaction that is open already. */
export async function writeTurn(tx: Tx, tenantId: TenantId, rows: TurnRows, shift: number): Promise<Set<MailId>> {
  return new Set((await turnSql(tenantId, rows, shift).execute(tx)).rows[0]?.started ?? []);
}

/** Started, and whoever started them is gone: nobody can know. */
export async function claimOrphans(tx: Tx, worker: string, leaseMs: number, shift: number): Promise<Held[]> {
  const { rows } = await sql<Held>`
    update mail_dispatch d set claimed_by = ${worker}, fence = d.fence + 1, lease_until = ${instant(shift)} + ${leaseMs} * interval '1 millisecond'
    where d.ctid = any(array(
      select ctid from mail_dispatch
      where data_started_at is not null and settled_at is null and lease_until < ${instant(shift)}
      order by lease_until limit 500 for update skip locked))
    returning d.tenant_id as "tenantId", d.mail_id as "mailId", d.batch_id as "batchId", d.fence`.execute(tx);
  return rows;
}

export async function loadMails(
  tx: Tx,
  tenantId: TenantId,
  ids: readonly MailId[],
): Promise<(PostedMail & { readonly attempts: number })[]> {
  const { rows } = await sql<{
    id: MailId;
    kind: string;
    user_id: UserId | null;
    address: string;
    name: string;
    locale: string;
    content: MailContent;
    due_at: Date;
    open_id: string | null;
    attempts: number;
  }>`
    select id, kind, user_id, address, name, locale, content, due_at, open_id, attempts from mails where tenant_id = ${tenantId} and id = any(${ids}::uuid[])`.execute(
    tx,
  );
  return rows.map((row) => ({
    id: row.id,
    tenantId,
    kind: row.kind,
    userId: row.user_id,
    to: { address: row.address, name: row.name },
    locale: isLocale(row.locale) ? row.locale : 'en',
    content: row.content,
    dueAt: row.due_at,
    openId: row.open_id,
    attempts: row.attempts,
  }));
}
