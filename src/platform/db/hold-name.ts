import { sql } from 'kysely';
import type { Tx } from './database.ts';

/** Whoever does the same thing at the same moment waits here until this transaction ends. `name` is the thing's. */
export async function holdName(tx: Tx, name: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${name}, 8236452))`.execute(tx);
}
