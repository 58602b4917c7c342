import { sql } from 'kysely';
import type { Database } from './database.ts';

/** Runs `work` while no other process on this database runs work of the same name. */
export function oneAtATime<T>(db: Pick<Database, 'acrossTenants'>, name: string, work: () => Promise<T>): Promise<T> {
  return db.acrossTenants(async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended(${`welkom ${name}`}, 0))`.execute(tx);
    return work();
  });
}
