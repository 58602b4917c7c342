import { sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';

export function mailsAbout(tx: Tx, userId: string) {
  return tx
    .selectFrom('mails')
    .select(['kind', 'address', 'locale', 'created_at', 'state', 'state_at', 'reply_code', 'reply_words', 'opened_at'])
    .where('user_id', '=', userId)
    .orderBy('id')
    .execute();
}

export async function forgetMails(tx: Tx, userId: string): Promise<void> {
  const mails = tx.selectFrom('mails').select('id').where('user_id', '=', userId);
  await tx.deleteFrom('mail_events').where('mail_id', 'in', mails).execute();
  await tx
    .updateTable('mails')
    .set({ address: '', name: '', content: '{}', reply_words: null, opened_by: null })
    // What a server still says of one on its way is not written down any more: it repeats the address.
    .set({ state: sql`case when state in ('queued', 'deferred') then 'taken_back' else state end` })
    .where('user_id', '=', userId)
    .execute();
}
