import { sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';

/** What groups are called. */
export function selectGroupNames(tx: Tx, ids: readonly string[]): Promise<{ id: string; name: string }[]> {
  return tx.selectFrom('groups').select(['id', 'name']).where('id', '=', sql<string>`any(${ids}::uuid[])`).execute();
}
