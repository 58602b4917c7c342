import { sql } from 'kysely';
import pg from 'pg';
import { searchText, writeWords } from '../../src/features/users/user-words-store.ts';
import { PERSON_COLUMNS } from '../../src/features/users/users-bulk-store.ts';
import { searchWords } from '../../src/kernel/fold-text.ts';
import { newId } from '../../src/kernel/ids.ts';
import { displayName, sortName } from '../../src/kernel/person-name.ts';
import type { Bench } from './bench-app.ts';

const STEMS =
  'Jan Vries Berg Dijk Bakker Visser Smit Meyer Bauer Schulz Hoff Koch Richter Wolf Brown Green Wood Hill Clark Peter Mulder Boer Vos Post Kuiper Linde Maas Noord Oost Prins Rijn Sluis Tuin Veen Zand'.split(
    ' ',
  );
const ENDINGS =
  ' sen s stra ma mann huis man veld hof kamp son ing ink wijk burg feld stein bach straat land haven zoon sma'.split(' ');
/** From common to rare; the two commonest stand at the end of the alphabet. */
const LAST = ['Wagner', 'Zwart', ...STEMS.flatMap((stem) => ENDINGS.map((ending) => stem + ending))];
const IN_ORDER = [...LAST].sort();
const FIRST =
  'Anna Bram Cara Dirk Eefje Fatima Gijs Hanna Ivo Jana Koen Lotte Mats Nina Otto Pia Quinn Rosa Sven Tess Uwe Vera Wim Xenia Yara Zita Ahmed Bea Carl Dora Emil Femke Greta Hugo Ines Jos Kim Luuk Mia Noah'.split(
    ' ',
  );
const PREFIX = [null, null, null, 'de', 'van', 'van der', 'von'];
const COLUMNS = {
  ...PERSON_COLUMNS,
  role: 'text',
  kind: 'text',
  source: 'text',
  import_id: 'uuid',
  created_at: 'timestamptz',
  invited_at: 'timestamptz',
  link_expires_at: 'timestamptz',
  mail_queued_at: 'timestamptz',
  mail_accepted_at: 'timestamptz',
  mail_refused_at: 'timestamptz',
  mail_unknown_at: 'timestamptz',
  bounced_at: 'timestamptz',
  opened_at: 'timestamptz',
  visited_at: 'timestamptz',
  activated_at: 'timestamptz',
  last_seen_at: 'timestamptz',
  deactivated_at: 'timestamptz',
} as const;
const DAY = 86_400_000;

/** The imports that brought the people in, oldest first. */
export const IMPORTS = Array.from({ length: 5 }, () => newId<'import'>());

/** Groups, each with a condition on the number of a person among all: the oldest, many, some and few. */
export const GROUPS = ['n < 0.1 * total', 'n % 10 < 3', 'n % 21 = 5', 'n % 331 = 7'].map((members) => ({
  id: newId<'group'>(),
  members,
}));

/**
 * A directory as it grows: names repeat as they do among people, the oldest import came in alphabetical order (its numbers
 * too), who came long ago is in, who came lately waits. The same people every time.
 */
export async function seedPeople(bench: Bench, count: number, batch = 5000): Promise<void> {
  const client = new pg.Client({ connectionString: bench.app.db.url });
  await client.connect();
  const rebuild = await withoutIndexes(client);
  await insertPeople(bench, count, batch);
  await client.query(rebuild);
  await fillGroups(bench, count);
  // What autovacuum does within a minute of such a load.
  await client.query('vacuum analyze users, user_words, user_counts, group_members');
  await client.end();
}

/** Takes away what makes a large load slow. @returns the statement that makes it again */
async function withoutIndexes(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ name: string; made: string }>(`
    select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as made from pg_index
    where indrelid = 'users'::regclass and not indisprimary`);
  const key = await client.query<{ made: string }>(
    `select pg_get_constraintdef(oid) as made from pg_constraint where conname = 'user_words_pkey'`,
  );
  await client.query(
    `drop index ${rows.map(({ name }) => name).join(', ')}; alter table user_words drop constraint user_words_pkey`,
  );
  const words = `alter table user_words add primary key ${key.rows[0]!.made.replace('PRIMARY KEY', '')}`;
  return `set maintenance_work_mem = '512MB'; ${rows.map(({ made }) => made).join('; ')}; ${words}; reset maintenance_work_mem`;
}

async function insertPeople(bench: Bench, count: number, batch: number): Promise<void> {
  const random = dice(7);
  const names = sql.join(Object.keys(COLUMNS).map((name) => sql.ref(name)));
  for (let from = 0; from < count; from += batch) {
    await bench.inScope(async ({ tx, tenant, now }) => {
      const people = Array.from({ length: Math.min(batch, count - from) }, (_, n) => person(random, from + n, count, now));
      const lists = Object.entries(COLUMNS).map(
        ([name, type]) => sql`${people.map((one) => one[name as keyof typeof COLUMNS] ?? null)}::${sql.raw(`${type}[]`)}`,
      );
      await sql`insert into users (tenant_id, ${names}) select ${tenant.id}, * from unnest(${sql.join(lists)}) as p`.execute(tx);
      await writeWords(
        tx,
        people.map(({ id }) => id),
      );
    });
  }
}

async function fillGroups(bench: Bench, count: number): Promise<void> {
  await bench.inScope(async ({ tx, tenant }) => {
    for (const { id, members } of GROUPS) {
      await sql`insert into groups (tenant_id, id, name, sort_name, created_at) values (${tenant.id}, ${id}, ${members}, ${members}, now())`.execute(
        tx,
      );
      await sql`
        insert into group_members (tenant_id, group_id, user_id, since, sort_name)
        select ${tenant.id}, ${id}, p.id, now(), '' from (
          select u.id, substr(u.external_id, 2)::int as n, ${sql.lit(count)}::int as total from users u where u.tenant_id = ${tenant.id}
        ) p where ${sql.raw(members)}`.execute(tx);
    }
  });
}

type Person = { [K in keyof typeof COLUMNS]?: string | Date | null } & { id: string; search_text: string; sort_name: string };

function person(random: () => number, index: number, count: number, now: Date): Person {
  const often = <T>(list: readonly T[]) => list[Math.floor(list.length * random() ** 2)]!;
  const age = 1 - index / count;
  const importNumber = Math.floor((index / count) * IMPORTS.length);
  const firstName = often(FIRST);
  const lastName = importNumber === 0 ? IN_ORDER[Math.floor((index / count) * IMPORTS.length * IN_ORDER.length)]! : often(LAST);
  const namePrefix = often(PREFIX);
  const number = `E${String(index).padStart(7, '0')}`;
  const email = random() < 0.995 ? `${firstName}.${lastName}.${index}@bench.example`.toLowerCase() : null;
  const userName = email ? null : `user${index}`;
  const name = displayName({ firstName, namePrefix, lastName });
  const at = (past: number) => new Date(now.getTime() - past * 700 * DAY);
  const byForm = random() < 0.05;
  const invited = random() < 0.5 + age ? at(age * 0.9) : null;
  const visited = invited && random() < 0.3 + age ? at(age * 0.8) : null;
  const activated = visited && random() < 0.9 ? at(age * 0.79) : null;
  const refused = invited && !visited && random() < 0.02 ? at(age * 0.85) : null;
  return {
    id: newId<'user'>(),
    email,
    email_key: email,
    user_name: userName,
    external_id: number,
    first_name: firstName,
    name_prefix: namePrefix,
    last_name: lastName,
    display_name: name,
    sort_name: sortName({ firstName, namePrefix, lastName }),
    search_text: searchText(searchWords(name, email, userName, number)),
    role: index < 3 ? 'owner' : random() < 0.99 ? 'member' : often(['content_manager', 'user_manager', 'read_only', 'admin']),
    kind: random() < 0.03 ? 'external' : 'internal',
    locale: often(['en', 'nl', 'de']),
    department: random() < 0.9 ? `Department ${1 + Math.floor(200 * random() ** 2)}` : null,
    source: byForm ? 'form' : 'import',
    import_id: byForm ? null : IMPORTS[importNumber]!,
    start_date: at(age).toISOString().slice(0, 10),
    created_at: at(age),
    invited_at: invited,
    link_expires_at: invited && new Date(invited.getTime() + 14 * DAY),
    mail_queued_at: invited,
    mail_accepted_at: refused || random() < 0.01 ? null : invited,
    mail_refused_at: refused,
    mail_unknown_at: invited && random() < 0.001 ? invited : null,
    bounced_at: refused && random() < 0.3 ? refused : null,
    opened_at: visited && random() < 0.5 ? visited : null,
    visited_at: visited,
    activated_at: activated,
    last_seen_at: activated && at(age * 0.79 * random() ** 2),
    deactivated_at: random() < 0.08 ? at(age * random()) : null,
  };
}

/** The same throws every time (mulberry32). */
export function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
