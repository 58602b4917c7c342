import { sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';
import { ofTenant } from '../../platform/db/tenant-wall.ts';

/** What of somebody's row their words are made of. */
export interface Worded {
  id: string;
  sort_name: string;
  start_date: string | null;
  search_text: string;
}

/** The words as `users.search_text` keeps them: each led by a space. */
export function searchText(words: string[]): string {
  return words.map((word) => ` ${word}`).join('');
}

/** The words that search finds these people by, as their rows now stand. Sorted, so that the index grows page by page. */
export async function writeWords(tx: Tx, ids: string[]): Promise<void> {
  if (!ids.length) return;
  await sql`
    insert into user_words (tenant_id, word, sort_name, user_id, created_at, marks, start_date)
    select u.tenant_id, word, u.sort_name, u.id, u.created_at, u.marks, u.start_date
    from users u cross join lateral unnest(string_to_array(u.search_text, ' ')) as word
    where u.tenant_id = ${ofTenant} and u.id = any(${ids}::uuid[]) and word <> '' order by word collate "C", u.sort_name
    on conflict do nothing`.execute(tx);
}

/** The words of before: each carries the place in the list and the marks of all the others, so they go and come together. */
export async function dropWords(tx: Tx, before: readonly Worded[]): Promise<void> {
  if (!before.length) return;
  const [ids, names, texts] = [
    before.map(({ id }) => id),
    before.map((row) => row.sort_name),
    before.map((row) => row.search_text),
  ];
  await sql`
    delete from user_words using unnest(${ids}::uuid[], ${names}::text[], ${texts}::text[]) as before (id, sort_name, search_text)
      cross join lateral unnest(string_to_array(before.search_text, ' ')) as one (word)
    where user_words.tenant_id = ${ofTenant} and user_words.word = one.word and user_words.sort_name = before.sort_name
      and user_words.user_id = before.id`.execute(tx);
}

/** Of those whose words or places in lists are no longer those of before: after their rows are written. */
export async function replaceWords(tx: Tx, changes: readonly { before: Worded; after: Worded }[]): Promise<void> {
  const others = changes.filter(
    ({ before, after }) =>
      before.search_text !== after.search_text || before.sort_name !== after.sort_name || before.start_date !== after.start_date,
  );
  await dropWords(
    tx,
    others.map(({ before }) => before),
  );
  await writeWords(
    tx,
    others.map(({ after }) => after.id),
  );
}
