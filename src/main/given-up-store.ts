import { sql } from 'kysely';
import type { Tx } from '../platform/db/database.ts';

const DAYS = 30;

/** Jobs that were given up thirty days ago go, and what they carried with them: it may be about people. Safe to run twice at once. */
export async function dropGivenUpJobs(tx: Tx): Promise<void> {
  await sql`select graphile_worker.complete_jobs(array(
    select id from graphile_worker._private_jobs
    where attempts >= max_attempts and locked_at is null and run_at < now() - ${DAYS} * interval '1 day'))`.execute(tx);
}
