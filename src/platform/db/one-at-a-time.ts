import { sql } from 'kysely';
import type { Tx } from './database.ts';

/** Whoever does the same thing at the same moment waits here until this transaction ends. `what` names the thing. */
export async function oneAtATime(tx: Tx, what: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${what}, 8236452))`.execute(tx);
}
