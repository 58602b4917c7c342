import { sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';

/** Which of these groups there are. */
export async function selectExistingGroups(tx: Tx, ids: readonly string[]): Promise<string[]> {
  const rows = await tx.selectFrom('groups').select('id').where('id', '=', sql<string>`any(${ids}::uuid[])`).execute();
  return rows.map(({ id }) => id);
}
