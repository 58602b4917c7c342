import { expressionBuilder, type RawBuilder, sql } from 'kysely';
import type { UserSort } from '../../contract/users.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { Tables } from '../../platform/db/tables.ts';
import { ofTenant } from '../../platform/db/tenant-wall.ts';
import { expiryOf } from './user-facets-sql.ts';
import { type UserNarrowing, whereFilter, wordInText, wordsOf } from './user-filter-sql.ts';
import { facetsOf, type OrderColumn, type PeopleSet, setsOf } from './user-sets-store.ts';
import type { UserRecord } from './user-store.ts';

/** So many people are looked through in the order of the list before sets are laid over each other. */
const NEAR = 3000;

/** Up to here a large set is read from its index too, where nothing smaller is asked; a larger one is looked for in the rows. */
const MANY = 40_000;

export interface Keyset {
  value: string | null;
  id: string;
}

const ORDER: Record<string, { column: OrderColumn; type: string; nulls: boolean }> = {
  name: { column: 'sort_name', type: 'text', nulls: false },
  created: { column: 'created_at', type: 'timestamptz', nulls: false },
  seen: { column: 'last_seen_at', type: 'timestamptz', nulls: true },
  start: { column: 'start_date', type: 'date', nulls: true },
};

interface Order {
  column: OrderColumn;
  type: string;
  nulls: boolean;
  descending: boolean;
}

/** What a page is asked for. */
interface Question {
  tx: Tx;
  filter: UserNarrowing;
  now: Date;
  order: Order;
  after: Keyset | null;
  limit: number;
}

type Condition = RawBuilder<boolean>;

/**
 * One page in the order of `sort`, after `after`; `limit` rows at most. What it reads is bounded, however many people there
 * are (docs/decisions/0006): the beginnings of some hundred stretches, or the people of one small set.
 * `within`: only some people are within reach, and are found by their keys.
 */
export async function selectUserPage(
  tx: Tx,
  filter: UserNarrowing,
  now: Date,
  { sort, after, limit, within }: { sort: UserSort; after: Keyset | null; limit: number; within: boolean },
): Promise<UserRecord[]> {
  const order: Order = { ...ORDER[sort.replace('-', '')]!, descending: sort.startsWith('-') };
  const question: Question = { tx, filter, now, order, after, limit };
  if (wordsOf(filter)?.length === 0) return [];
  if (within) return plainPage(question);
  const home = homeOf(filter, order.column);
  if (home && asksNothing(filter)) {
    const found = await nearPage(question);
    if (found.length === limit) return found;
  }
  if (home) return mergedPage(question, home);
  let sets = await setsOf(tx, filter, now, order.column);
  const [{ few, placed, size }] = sets as [PeopleSet];
  if (!few || (!placed && size > NEAR)) {
    const found = await nearPage(question);
    if (found.length === limit) return found;
  }
  if (!few) {
    if (homeOf({ ...filter, status: undefined }, order.column)) return mergedPage(question, everythingOf(filter, now));
    sets = await setsOf(tx, filter, now, order.column, MANY);
  }
  const [first] = sets as [PeopleSet];
  if (first.placed && first.size > NEAR && (first.exact || !secondOf(sets))) {
    const found = await pageOfSets(question, sets, NEAR);
    if (found.length === limit) return found;
    if (few && sets.some(({ exact }) => !exact)) sets = await setsOf(tx, filter, now, order.column, MANY);
  }
  return pageOfSets(question, sets, null);
}

/** Where no set is small: one more that was not counted to its end; only together do they narrow. */
const secondOf = ([first, ...others]: PeopleSet[]): PeopleSet | undefined =>
  first?.few ? undefined : others.find(({ exact }) => !exact);

/** The index that finds the people of a filter by itself, stretch by stretch of their facets, each in the order of the list. */
export function homeOf(filter: UserNarrowing, order: OrderColumn): Condition | undefined {
  const { department, importId, groupId, startFrom, startUntil, ids } = filter;
  if (wordsOf(filter) || groupId?.length || startFrom || startUntil || ids || expiryOf(filter)) return undefined;
  if (!department && !importId) return sql`true`;
  if (order !== 'sort_name' || (department && importId)) return undefined;
  return department ? sql`department = ${department}` : sql`import_id = ${importId}`;
}

const asksNothing = (filter: UserNarrowing): boolean =>
  Object.entries(filter).every(([name, value]) => name === 'blocked' || !value || (Array.isArray(value) && !value.length));

const inOrder = ({ descending }: Order, column: string, id: string) => {
  const direction = descending ? sql`desc` : sql`asc`;
  return sql`order by ${sql.ref(column)} ${direction}, ${sql.ref(id)} ${direction}`;
};

/**
 * What comes after somebody, as stretches that an index can find the beginning of. People without a value stand last going up
 * and first going down, as PostgreSQL sorts.
 */
function beyond({ order: { column, type, nulls, descending }, after }: Question, place: string = column): Condition[] {
  if (!after) return [sql<boolean>`true`];
  const [of, sign] = [sql.ref(place), descending ? sql`<` : sql`>`];
  if (after.value === null) {
    const rest = sql<boolean>`${of} is null and id ${sign} ${after.id}::uuid`;
    return descending ? [rest, sql<boolean>`${of} is not null`] : [rest];
  }
  const rest = sql<boolean>`(${of}, id) ${sign} (${after.value}::${sql.raw(type)}, ${after.id}::uuid)`;
  return nulls && !descending ? [rest, sql<boolean>`${of} is null`] : [rest];
}

const either = (conditions: Condition[]): Condition => sql`(${sql.join(conditions, sql` or `)})`;

/** All of a filter, the words too, as one condition on a row of `users`. */
export function everythingOf(filter: UserNarrowing, now: Date): RawBuilder<unknown> {
  const words = (wordsOf(filter) ?? []).map(wordInText);
  return sql`(${sql.join([whereFilter(expressionBuilder<Tables, 'users'>(), filter, now), ...words], sql` and `)})`;
}

/** Whoever reaches only some people: they are found by their keys, and put in order. */
async function plainPage(question: Question): Promise<UserRecord[]> {
  const { tx, filter, now, order, limit } = question;
  const { rows } = await sql<UserRecord>`
    select users.* from users where users.tenant_id = ${ofTenant} and ${everythingOf(filter, now)} and ${either(beyond(question))}
    ${inOrder(order, order.column, 'id')} limit ${sql.lit(limit)}`.execute(tx);
  return rows;
}

/** The beginnings of all stretches, merged: as many index entries as there are stretches, times the page. */
async function mergedPage(question: Question, home: RawBuilder<unknown>): Promise<UserRecord[]> {
  const { tx, filter, order, limit } = question;
  const place = sql.ref(`users.${order.column}`);
  const beginnings = beyond(question).map(
    (stretch) => sql`
      select b.id, b.place from stretches cross join lateral (
        select users.id, ${place} as place from users where users.tenant_id = ${ofTenant} and users.facets = stretches.facets and ${home} and ${stretch}
        ${inOrder(order, `users.${order.column}`, 'users.id')} limit ${sql.lit(limit)}) b`,
  );
  const { rows } = await sql<UserRecord>`
    with stretches as materialized (${facetsOf(filter)}),
    page as materialized (select * from (${sql.join(beginnings, sql` union all `)}) m ${inOrder(order, 'place', 'id')} limit ${sql.lit(limit)})
    ${wholeRows(order)}`.execute(tx);
  return rows;
}

/** Where much of everybody matches, a page is found among the next few thousand. */
async function nearPage(question: Question): Promise<UserRecord[]> {
  const { tx, filter, now, order, limit } = question;
  const near = beyond(question).map(
    (stretch) =>
      sql`(select u.* from users u where u.tenant_id = ${ofTenant} and ${stretch} ${inOrder(order, `u.${order.column}`, 'u.id')} limit ${sql.lit(NEAR)})`,
  );
  const { rows } = await sql<UserRecord>`
    select users.* from (${sql.join(near, sql` union all `)}) users where ${everythingOf(filter, now)}
    ${inOrder(order, order.column, 'id')} limit ${sql.lit(limit)}`.execute(tx);
  return rows;
}

/**
 * The people that the sets have in common. The first `near` of the smallest are looked at one by one; in all of it, the others
 * are laid over it from their indexes before, but for the large ones, that are looked for in the rows.
 */
async function pageOfSets(question: Question, sets: PeopleSet[], near: number | null): Promise<UserRecord[]> {
  const [{ people, placed, size }, ...others] = sets as [PeopleSet, ...PeopleSet[]];
  const second = secondOf(sets);
  const { tx, filter, now, order, limit } = question;
  const conditions = others
    .filter((other) => near === null && size > NEAR && ((other.exact && other.size <= MANY) || other === second))
    .map((other): Condition => sql`s.id in (select o.id from (select * from (${other.people}) a offset 0) o)`);
  if (placed) conditions.push(either(beyond(question, 'place')));
  const where = conditions.length ? sql`where ${sql.join(conditions, sql` and `)}` : sql``;
  // `offset 0` keeps the planner from another way: the set from its index, then its people one by one until the page is full.
  const common = placed
    ? sql`select s.id as person, s.place from (select * from (${people}) a offset 0) s ${where} ${inOrder(order, 's.place', 's.id')}`
    : sql`select distinct s.id as person from (select * from (${people}) a offset 0) s ${where} order by s.id`;
  // What it is ordered by, and who: in the set, or in the row. Somebody may stand twice in a set.
  const [place, id] = placed ? ['c.place', 'c.person'] : ['u.place', 'c.person'];
  const rest = placed ? sql`` : sql`and ${either(beyond(question))}`;
  const { rows } = await sql<UserRecord>`
    with page as materialized (
      select distinct on (${sql.ref(place)}, ${sql.ref(id)}) c.person as id, ${sql.ref(place)} as place
      from (${common} ${near === null ? sql`offset 0` : sql`limit ${sql.lit(near)}`}) c
      cross join lateral (
        select users.${sql.ref(order.column)} as place from users
        where users.tenant_id = ${ofTenant} and users.id = c.person and ${everythingOf(filter, now)} ${rest} offset 0
      ) u ${inOrder(order, place, id)} limit ${sql.lit(limit)})
    ${wholeRows(order)}`.execute(tx);
  return rows;
}

/** The rows of those on the page: they are few, so that only they are read in full. */
const wholeRows = (order: Order) => sql`
  select users.* from page join users on users.tenant_id = ${ofTenant} and users.id = page.id ${inOrder(order, 'page.place', 'page.id')}`;
