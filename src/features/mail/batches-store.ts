import { sql } from 'kysely';
import type { MailStateName } from '../../contract/mail.ts';
import type { WaveId } from '../../kernel/ids.ts';
import type { Scope } from '../../platform/scope.ts';
import { takeBackMails } from './mail-store.ts';

/** Begins a batch: mails posted with its id can be paused and taken back together. */
export async function openBatch({ tx, tenant, now }: Scope, id: WaveId): Promise<void> {
  await sql`insert into mail_batches (tenant_id, id, created_at) values (${tenant.id}, ${id}, ${now})`.execute(tx);
}

/** Everything of the batch is posted. */
export async function closeBatch({ tx, tenant, now }: Scope, id: WaveId): Promise<void> {
  await sql`
    update mail_batches b set closed_at = coalesce(closed_at, ${now}),
      done_at = case when exists (select from mail_dispatch d where d.tenant_id = b.tenant_id and d.batch_id = b.id) then done_at else coalesce(done_at, ${now}) end
    where tenant_id = ${tenant.id} and id = ${id}`.execute(tx);
}

/** Seen by every worker at its last look: from the commit on, nothing more of it starts. */
export async function pauseBatch({ tx, tenant, now }: Scope, id: WaveId, because: string): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update mail_batches set paused_at = ${now}, paused_because = ${because}
    where tenant_id = ${tenant.id} and id = ${id} and paused_at is null and taken_back_at is null and done_at is null`.execute(
    tx,
  );
  return numAffectedRows === 1n;
}

export async function resumeBatch({ tx, tenant }: Scope, id: WaveId): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update mail_batches set paused_at = null, paused_because = null where tenant_id = ${tenant.id} and id = ${id} and paused_at is not null and taken_back_at is null`.execute(
    tx,
  );
  return numAffectedRows === 1n;
}

/** From the commit on, nothing more of it starts; its mails are then marked by {@link takeBackSome}. */
export async function stopBatch({ tx, tenant, now }: Scope, id: WaveId): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update mail_batches set taken_back_at = ${now}, closed_at = coalesce(closed_at, ${now})
    where tenant_id = ${tenant.id} and id = ${id} and taken_back_at is null and done_at is null`.execute(tx);
  return numAffectedRows === 1n;
}

/** Takes waiting mails of a stopped batch back, `limit` at most. @returns how many; 0: all is done */
export async function takeBackSome({ tx, tenant, now }: Scope, id: WaveId, limit: number): Promise<number> {
  const { rows } = await sql<{ id: string }>`
    select mail_id as id from mail_dispatch where tenant_id = ${tenant.id} and batch_id = ${id} and settled_at is null and data_started_at is null
    order by run_at, mail_id limit ${limit}`.execute(tx);
  return rows.length === 0
    ? 0
    : await takeBackMails(tx, tenant.id, { mailIds: rows.map((row) => row.id as never) }, 'cancelled', now);
}

export interface BatchView {
  readonly id: WaveId;
  readonly pausedAt: Date | null;
  readonly pausedBecause: string | null;
  readonly takenBackAt: Date | null;
  readonly doneAt: Date | null;
  readonly mails: Readonly<Record<MailStateName, number>>;
}

/** Batches with how many of their mails stand where, from kept counts. */
export async function showBatches({ tx, tenant }: Scope, ids: readonly WaveId[]): Promise<Map<WaveId, BatchView>> {
  const { rows } = await sql<Omit<BatchView, 'mails'>>`
    select id, paused_at as "pausedAt", paused_because as "pausedBecause", taken_back_at as "takenBackAt", done_at as "doneAt"
    from mail_batches where tenant_id = ${tenant.id} and id = any(${ids}::uuid[])`.execute(tx);
  const { rows: counts } = await sql<{ id: WaveId; state: MailStateName; mails: number }>`
    select batch_id as id, state, sum(mails)::bigint as mails from mail_batch_counts where tenant_id = ${tenant.id} and batch_id = any(${ids}::uuid[]) group by 1, 2`.execute(
    tx,
  );
  return new Map(
    rows.map((row) => {
      const mails: Record<MailStateName, number> = {
        queued: 0,
        deferred: 0,
        accepted: 0,
        kept: 0,
        refused: 0,
        expired: 0,
        unknown: 0,
        taken_back: 0,
      };
      for (const count of counts) if (count.id === row.id) mails[count.state] = count.mails;
      return [row.id, { ...row, mails }];
    }),
  );
}
