import { type SelectQueryBuilder, sql } from 'kysely';
import type { UserFilter, UserSort } from '../../contract/users.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { Tables } from '../../platform/db/tables.ts';
import { ofTenant } from '../../platform/db/tenant-wall.ts';
import { whereFilter, wordEnd, wordInText, wordsOf } from './user-filter-sql.ts';

/**
 * Up to here the people of a word are fetched through the words and then sorted; above it, so many match that walking the
 * sorted index finds a page soon.
 */
const FEW = 20_000;

/** So many rows of the sorted index are looked through first: where a single word is common, a page is found there. */
const NEAR = 3000;

export interface Keyset {
  value: string | null;
  id: string;
}

const SORT_COLUMN = { name: 'sort_name', created: 'created_at', seen: 'last_seen_at', start: 'start_date' } as const;

type Users = SelectQueryBuilder<Tables, 'users', object>;

/** The people of a filter, before any order. */
export async function matching(tx: Tx, filter: UserFilter, now: Date): Promise<Users> {
  const query = tx.selectFrom('users').where((builder) => whereFilter(builder, filter, now));
  const words = wordsOf(filter);
  if (!words) return query;
  if (!words.length) return query.where(sql<boolean>`false`);
  const counts: number[] = [];
  for (const word of words) counts.push(await countWord(tx, word));
  const rare = words.filter((_, index) => counts[index]! <= FEW);
  const common = words.filter((_, index) => counts[index]! > FEW);
  const looked = common.reduce((narrowed, word) => narrowed.where(wordInText(word)), query);
  const people = rare.map((word) => tx.selectFrom('user_words').select('user_id').where(wordRange(word)));
  const both = people.length > 0 && people.reduce((some, more) => some.intersect(more));
  return both ? looked.where('id', 'in', both) : looked;
}

const wordRange = (word: string) => sql<boolean>`word >= ${word} and word < ${wordEnd(word)}`;

async function countWord(tx: Tx, word: string): Promise<number> {
  const some = tx
    .selectFrom('user_words')
    .select('user_id')
    .where(wordRange(word))
    .limit(FEW + 1);
  const row = await tx.selectFrom(some.as('some')).select(sql<number>`count(*)`.as('n')).executeTakeFirstOrThrow();
  return row.n;
}

/** One page in the order of `sort`, after `after`; `limit` rows at most. */
export async function selectUserPage(tx: Tx, filter: UserFilter, now: Date, sort: UserSort, after: Keyset | null, limit: number) {
  const descending = sort.startsWith('-');
  const column = SORT_COLUMN[sort.replace('-', '') as keyof typeof SORT_COLUMN];
  const direction = descending ? 'desc' : 'asc';
  const page = (people: Users, most: number) => {
    const from = after ? people.where(beyond(column, descending, after)) : people;
    return from.selectAll('users').orderBy(column, direction).orderBy('id', direction).limit(most);
  };
  const words = wordsOf(filter);
  if (words?.length === 1) {
    const everybody = tx.selectFrom('users').where((builder) => whereFilter(builder, filter, now));
    const near = tx.selectFrom(page(everybody, NEAR).as('users')).where(wordInText(words[0]!));
    const found = await near.selectAll().orderBy(column, direction).orderBy('id', direction).limit(limit).execute();
    if (found.length === limit) return found;
  }
  const people = await matching(tx, filter, now);
  // Fetched by their words first, then sorted: `offset 0` keeps the planner from walking the whole sorted index for them.
  return page(words ? tx.selectFrom(people.selectAll().offset(0).as('users')) : people, limit).execute();
}

/** `(column, id) > (value, id)`; people without a value stand last going up and first going down, as PostgreSQL sorts. */
function beyond(column: string, descending: boolean, after: Keyset) {
  const [col, id] = [sql.ref(column), after.id];
  if (after.value === null)
    return descending
      ? sql<boolean>`(${col} is not null or id < ${id}::uuid)`
      : sql<boolean>`(${col} is null and id > ${id}::uuid)`;
  const type = { sort_name: sql`text`, start_date: sql`date` }[column] ?? sql`timestamptz`;
  const value = sql`${after.value}::${type}`;
  if (descending) return sql<boolean>`(${col}, id) < (${value}, ${id}::uuid)`;
  return column === 'last_seen_at' || column === 'start_date'
    ? sql<boolean>`((${col}, id) > (${value}, ${id}::uuid) or ${col} is null)`
    : sql<boolean>`(${col}, id) > (${value}, ${id}::uuid)`;
}

/** How many match, at most `cap` (then there may be more). */
export async function countUsers(tx: Tx, filter: UserFilter, now: Date, cap: number | null): Promise<number> {
  let some = (await matching(tx, filter, now)).select('id');
  if (cap !== null) some = some.limit(cap);
  const row = await tx.selectFrom(some.as('some')).select(sql<number>`count(*)`.as('n')).executeTakeFirstOrThrow();
  return row.n;
}

/** Ids in the order of their making, for work in batches: after `after`, `limit` at most. */
export async function selectUserIds(
  tx: Tx,
  filter: UserFilter,
  now: Date,
  after: string | null,
  limit: number,
): Promise<string[]> {
  let query = (await matching(tx, filter, now)).select('id').orderBy('id').limit(limit);
  if (after) query = query.where('id', '>', after);
  return (await query.execute()).map((row) => row.id);
}

/** The kept counts: a handful of rows, however many people there are. */
export async function readStations(tx: Tx): Promise<Map<string, number>> {
  const rows = await tx
    .selectFrom('user_counts')
    .select(['station', sql<number>`sum(people)::bigint`.as('people')])
    .groupBy('station')
    .execute();
  return new Map(rows.map((row) => [row.station, row.people]));
}

/** The same, counted: for whoever sees only some of the people. */
export async function countStations(tx: Tx): Promise<Map<string, number>> {
  const counted = await sql<{ station: string; people: number }>`
    select station, count(*) as people from users u cross join lateral unnest(user_stations(u)) station
    where u.tenant_id = current_tenant() group by station`.execute(tx);
  return new Map(counted.rows.map((row) => [row.station, row.people]));
}

/** The departments there are, found by hopping along the index: one look-up per department, not one per person. */
export async function listDepartments(tx: Tx, limit: number): Promise<string[]> {
  const found = await sql<{ department: string }>`
    with recursive hop as (
      (select department from users where tenant_id = ${ofTenant} and department is not null and department > '' order by department limit 1)
      union all
      select (select u.department from users u where u.tenant_id = ${ofTenant} and u.department > hop.department order by u.department limit 1)
      from hop where hop.department is not null
    )
    select department from hop where department is not null limit ${limit}`.execute(tx);
  return found.rows.map((row) => row.department);
}
