import { sql } from 'kysely';
import { mentions, type Traces } from '../../kernel/traces.ts';
import type { Tx } from '../../platform/db/database.ts';
import { mayMention } from '../../platform/db/mentions-sql.ts';

/** Why others' accounts were closed, where that names the person. What was said of many stays, unless they are in it by name. */
export async function forgetReasons(tx: Tx, traces: Traces): Promise<void> {
  const told = await tx
    .selectFrom('users')
    .select(['id', 'deactivation_reason as reason'])
    .where('deactivation_reason', 'is not', null)
    .where(mayMention(sql`deactivation_reason`, traces))
    .execute();
  const ids = told.filter(({ reason }) => mentions(reason ?? '', traces)).map(({ id }) => id);
  if (ids.length) await tx.updateTable('users').set({ deactivation_reason: null }).where('id', 'in', ids).execute();
}
