import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/database.ts';

/** How the workers found the mail server last; `problem` null: well. */
export async function writeTransport(tx: Tx, problem: string | null, words: string | null): Promise<void> {
  await sql`
    update mail_transport set problem = ${problem}, words = ${words}, tried_at = now(),
      down_since = case when ${problem}::text is null then null else coalesce(down_since, now()) end
    where ${problem}::text is not null or down_since is not null`.execute(tx);
}
