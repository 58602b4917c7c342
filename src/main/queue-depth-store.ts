import { sql } from 'kysely';
import type { Tx } from '../platform/db/database.ts';
import type { Reading } from '../platform/http/metrics.ts';

const LANES: Record<string, string> = { 0: 'interactive', 1: 'reminders', 2: 'bulk' };

/** What waits, counted up to 100,000: a look must not cost more than what it looks at. */
export async function queueDepths(tx: Tx): Promise<Reading[]> {
  const mails = await sql<{ lane: number; waiting: number }>`
    select lane, (select count(*) from (select from mail_dispatch d where d.lane = l.lane and settled_at is null limit 100000) few) as waiting
    from unnest(array[0, 1, 2]) as l(lane)`.execute(tx);
  const jobs = await sql<{ state: string; number: number }>`
    select case when locked_at is not null then 'running' when attempts >= max_attempts then 'given_up' when run_at > now() then 'later' else 'waiting' end as state,
           count(*) as number
    from (select locked_at, attempts, max_attempts, run_at from graphile_worker._private_jobs limit 100000) few group by 1`.execute(
    tx,
  );
  const state: Record<string, number> = { waiting: 0, later: 0, running: 0, given_up: 0 };
  return [
    {
      name: 'welkom_mails_waiting',
      help: 'Mails that wait to be handed to the mail server (counted up to 100000).',
      label: 'lane',
      values: Object.fromEntries(mails.rows.map(({ lane, waiting }) => [LANES[lane] ?? String(lane), waiting])),
    },
    {
      name: 'welkom_jobs',
      help: 'Jobs in the queue (counted up to 100000).',
      label: 'state',
      values: { ...state, ...Object.fromEntries(jobs.rows.map(({ state, number }) => [state, number])) },
    },
  ];
}
