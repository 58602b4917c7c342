import { sql } from 'kysely';
import pg from 'pg';
import { searchWords } from '../../src/kernel/fold-text.ts';
import { newId } from '../../src/kernel/ids.ts';
import { displayName, sortName } from '../../src/kernel/person-name.ts';
import type { Bench } from './bench-app.ts';

const FIRST = 'Anna Bram Cara Dirk Eefje Fatima Gijs Hanna Ivo Jana Koen Lotte Mats Nina Otto Pia Quinn Rosa Sven Tess'.split(
  ' ',
);
const PREFIX = [null, null, null, 'de', 'van', 'van der', 'von'];
const STEM =
  'Jansen Vries Berg Dijk Bakker Visser Smit Meyer Bauer Wagner Schulz Hoffmann Koch Richter Wolf Brown Green Wood Hill Clark'.split(
    ' ',
  );
const DEPARTMENTS = Array.from({ length: 40 }, (_, index) => `Department ${index + 1}`);

/** A list in which names repeat as they do among people: 400 pairs of names, each with a number of its own. */
export async function seedPeople(bench: Bench, count: number, batch = 5000): Promise<void> {
  for (let from = 0; from < count; from += batch) {
    const people = Array.from({ length: Math.min(batch, count - from) }, (_, index) => person(from + index));
    const words = people.flatMap((one) => one.words.map((word) => ({ word, id: one.id })));
    await bench.inScope(async ({ tx, tenant, now }) => {
      await sql`insert into users (tenant_id, id, email, email_key, external_id, first_name, name_prefix, last_name, display_name, sort_name,
          search_text, locale, department, created_at, invited_at, link_expires_at, mail_accepted_at, visited_at, activated_at, deactivated_at, source)
        select ${tenant.id}, id, email, email, number, first_name, prefix, last_name, name, sort_name, search_text, 'en', department, ${now}::timestamptz,
          case when stage >= 1 then ${now}::timestamptz end, case when stage >= 1 then ${now}::timestamptz + interval '1 day' * (stage * 5 - 7) end,
          case when stage >= 2 then ${now}::timestamptz end, case when stage >= 3 then ${now}::timestamptz end,
          case when stage >= 4 then ${now}::timestamptz end, case when stage = 9 then ${now}::timestamptz end, 'import'
        from unnest(${people.map((p) => p.id)}::uuid[], ${people.map((p) => p.email)}::text[], ${people.map((p) => p.number)}::text[],
          ${people.map((p) => p.firstName)}::text[], ${people.map((p) => p.namePrefix)}::text[], ${people.map((p) => p.lastName)}::text[],
          ${people.map((p) => displayName(p))}::text[], ${people.map((p) => sortName(p))}::text[],
          ${people.map((p) => p.words.map((word) => ` ${word}`).join(''))}::text[], ${people.map((p) => p.department)}::text[], ${people.map((p) => p.stage)}::int[])
          as p(id, email, number, first_name, prefix, last_name, name, sort_name, search_text, department, stage)`.execute(tx);
      await sql`insert into user_words (tenant_id, word, user_id)
        select ${tenant.id}, word, id from unnest(${words.map((w) => w.word)}::text[], ${words.map((w) => w.id)}::uuid[]) as w(word, id)`.execute(
        tx,
      );
    });
  }
  // What autovacuum does within a minute of such a load.
  const client = new pg.Client({ connectionString: bench.app.db.url });
  await client.connect();
  await client.query('vacuum analyze users, user_words');
  await client.end();
}

function person(index: number) {
  const firstName = FIRST[index % FIRST.length]!;
  const lastName = STEM[Math.floor(index / FIRST.length) % STEM.length]!;
  const namePrefix = PREFIX[index % PREFIX.length] ?? null;
  const number = `E${String(index).padStart(7, '0')}`;
  const email = `${firstName}.${lastName}.${index}@bench.example`.toLowerCase();
  const stage = index % 10;
  return {
    id: newId<'user'>(),
    firstName,
    namePrefix,
    lastName,
    number,
    email,
    stage,
    department: DEPARTMENTS[index % DEPARTMENTS.length]!,
    words: searchWords(displayName({ firstName, namePrefix, lastName }), email, number),
  };
}
