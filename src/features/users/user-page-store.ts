import { expressionBuilder, type RawBuilder, sql } from 'kysely';
import type { UserSort } from '../../contract/users.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { Tables } from '../../platform/db/tables.ts';
import { ofTenant } from '../../platform/db/tenant-wall.ts';
import { expiryOf } from './user-facets-sql.ts';
import { type UserNarrowing, whereFilter, whereOthers, wordInText, wordsOf } from './user-filter-sql.ts';
import { STANDS_FOR } from './user-sample-store.ts';
import {
  askedIn,
  COST,
  facetsOf,
  LIMITS,
  type Limits,
  type OrderColumn,
  type PeopleSet,
  type Sets,
  setsOf,
  walkedWithin,
  withMarks,
} from './user-sets-store.ts';
import type { UserRecord } from './user-store.ts';

/** An entry on the way costs so much, in words read. So many times the way that a page should take is gone, and a little more. */
const WALK = { cost: 1.1, spare: 2, more: 4 * STANDS_FOR };

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
  limits: Limits;
}

type Condition = RawBuilder<boolean>;

/**
 * One page in the order of `sort`, after `after`; `limit` rows at most. What it reads is bounded, however many people there
 * are (docs/decisions/0006, 0007): the beginnings of some hundred stretches, or the entries of the set that costs least.
 * `within`: only some people are within reach, and are found by their keys.
 */
export async function selectUserPage(
  tx: Tx,
  filter: UserNarrowing,
  now: Date,
  { sort, after, limit, within }: { sort: UserSort; after: Keyset | null; limit: number; within: boolean },
  limits: Limits = LIMITS,
): Promise<UserRecord[]> {
  const order: Order = { ...ORDER[sort.replace('-', '')]!, descending: sort.startsWith('-') };
  const question: Question = { tx, filter, now, order, after, limit, limits };
  if (wordsOf(filter)?.length === 0) return [];
  if (within) return plainPage(question);
  const home = homeOf(filter, order.column);
  if (home && asksNothing(filter)) {
    const found = await walkedPage(question, { entries: limits.walked, looks: limits.met });
    if (found.all || found.rows.length === limit) return found.rows;
  }
  if (home) return mergedPage(question, home);
  const rest = { after: either(beyond(question)), order: inOrder(order, order.column, 'id') };
  const found = await setsOf(tx, filter, now, { order: order.column, limit, limits, rest });
  const [best] = found.sets as [PeopleSet];
  const timeless = homeOf({ ...filter, status: undefined }, order.column);
  if (timeless && best.size > limits.links)
    return mergedPage(question, sql`${whereOthers(expressionBuilder<Tables, 'users'>(), filter, now)}`);
  const [first, ...rather] = waysOf(question, found);
  const others = found.walk.place === 'strewn' ? waysOf(question, found.inDoubt()) : rather;
  // Where two found too few, a third will hardly find more.
  for (const way of [first, others[0], others.find(({ all }) => all)]) {
    const page = await way?.page();
    if (page && (page.all || page.rows.length === limit)) return page.rows;
  }
  return [];
}

/** People in the order of the list; `all` where there are no more of them than are here. */
interface Found {
  rows: UserRecord[];
  all: boolean;
}

interface Way {
  cost: number;
  page: () => Promise<Found>;
  /** It finds everybody; what another finds counts when it fills the page. */
  all: boolean;
}

/** Ways to a page, the cheapest first: what lies clustered is not where it should be, so that each is followed by another. */
function waysOf(question: Question, { sets, walk }: Sets): Way[] {
  const { filter, limit, limits } = question;
  const ways: Way[] = [];
  const elsewhere = filter.groupId?.length ? COST.elsewhere : 0;
  const isGuess = !walk.place || walk.place === 'strewn';
  const looks = Math.ceil(Math.min(limits.met, WALK.spare * walk.looked + 4 * limit + (isGuess ? 0 : STANDS_FOR)));
  const entries = walk.place === 'nowhere' ? null : Math.ceil(WALK.spare * walk.read + (isGuess ? 0 : WALK.more));
  if (walk.looked <= looks && (walk.place || walk.read <= limits.walked))
    ways.push({
      cost: walk.read * WALK.cost + walk.looked * (COST.alone + elsewhere),
      page: () => walkedPage(question, { entries, looks }),
      all: false,
    });
  for (const set of sets) {
    const others = sets.filter((other) => other !== set);
    const most = Math.ceil(Math.min(walk.place ? limits.met : limits.looked, 2 * set.looked + 4 * limit));
    if (set.placed && set.size > limits.looked && set.looked <= most)
      ways.push({ cost: set.cost, page: () => beginningOf(question, set, most), all: false });
    ways.push({ cost: set.whole, page: async () => ({ rows: await wholeOf(question, set, others), all: true }), all: true });
  }
  return ways.sort((one, other) => one.cost - other.cost);
}

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

/** People without a value stand last, going up and going down. */
const inOrder = ({ descending, nulls }: Order, column: string, id: string) => {
  const direction = descending ? sql`desc` : sql`asc`;
  return sql`order by ${sql.ref(column)} ${direction} ${nulls ? sql`nulls last` : sql``}, ${sql.ref(id)} ${direction}`;
};

/** The same within one stretch: its people have a value, or none of them has, so that an index is read either way. */
const inStretch = (order: Order, column: string, id: string) => inOrder({ ...order, nulls: false }, column, id);

/** What comes after somebody, as stretches that an index can find the beginning of. */
function beyond({ order, after }: Question, place: string = order.column, person = 'id'): Condition[] {
  const { type, nulls, descending } = order;
  const [of, id, sign] = [sql.ref(place), sql.ref(person), descending ? sql`<` : sql`>`];
  const without = sql<boolean>`${of} is null`;
  if (after && after.value === null) return [sql<boolean>`${without} and ${id} ${sign} ${after.id}::uuid`];
  if (after) {
    const rest = sql<boolean>`(${of}, ${id}) ${sign} (${after.value}::${sql.raw(type)}, ${after.id}::uuid)`;
    return nulls ? [rest, without] : [rest];
  }
  return nulls && descending ? [sql<boolean>`${of} is not null`, without] : [sql<boolean>`true`];
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
        ${inStretch(order, `users.${order.column}`, 'users.id')} limit ${sql.lit(limit)}) b`,
  );
  const { rows } = await sql<UserRecord>`
    with stretches as materialized (${facetsOf(filter)}),
    page as materialized (select * from (${sql.join(beginnings, sql` union all `)}) m ${inOrder(order, 'place', 'id')} limit ${sql.lit(limit)})
    ${wholeRows(order)}`.execute(tx);
  return rows;
}

/** How far a walk goes. `entries` null: to the end. */
interface Reach {
  entries: number | null;
  looks: number;
}

/** The list itself, stretch by stretch in its index, until the page is full. */
async function walkedPage(question: Question, reach: Reach): Promise<Found> {
  const rows: UserRecord[] = [];
  for (const stretch of beyond(question, `u.${question.order.column}`, 'u.id')) {
    const found = await walkedStretch({ ...question, limit: question.limit - rows.length }, stretch, reach);
    rows.push(...found.rows);
    if (!found.all || rows.length === question.limit) return { rows, all: false };
  }
  return { rows, all: true };
}

/** Entry by entry; whom the index does not rule out is looked at. */
async function walkedStretch(question: Question, stretch: Condition, { entries, looks }: Reach): Promise<Found> {
  const { tx, filter, now, order, limit } = question;
  const place = `u.${order.column}`;
  const near = sql`
    select u.id, ${sql.ref(place)} as place, u.facets, u.marks, u.start_date from users u
    where u.tenant_id = ${ofTenant} and ${walkedWithin(filter, order.column)} and ${stretch} ${inStretch(order, place, 'u.id')} limit ${sql.lit(entries)}`;
  // Counted in the index once more, and only where the page is not full: a table of them would be read to its end for every page.
  const entered = entries === null ? sql`0` : sql`(select count(*) from (${near}) e)`;
  const { rows } = await sql<{ ids: string[]; possible: number | null; entered: number | null }>`
    with possible as materialized (
      select n.id, n.place from (${near}) n where ${askedIn('walk', filter)} ${inStretch(order, 'n.place', 'n.id')} limit ${sql.lit(looks)}
    ), page as materialized (
      select c.id, c.place from possible c
      cross join lateral (
        select 1 from users where users.tenant_id = ${ofTenant} and users.id = c.id and ${everythingOf(filter, now)} offset 0
      ) u ${inStretch(order, 'c.place', 'c.id')} limit ${sql.lit(limit)})
    select array(select id from page) as ids, s.possible, case when s.possible < ${sql.lit(looks)} then ${entered} end as entered
    from (select case when (select count(*) from page) < ${sql.lit(limit)} then (select count(*) from possible) end as possible) s`.execute(
    tx,
  );
  const { ids = [], possible, entered: read } = rows[0] ?? {};
  const all = (possible ?? looks) < looks && (entries === null || (read ?? entries) < entries);
  return { rows: await people(question, ids), all };
}

/** These people, in the order of the list. */
async function people({ tx, order }: Question, ids: string[]): Promise<UserRecord[]> {
  if (!ids.length) return [];
  const { rows } = await sql<UserRecord>`
    select users.* from users where users.tenant_id = ${ofTenant} and users.id = any(${ids}::uuid[]) ${inOrder(order, order.column, 'id')}`.execute(
    tx,
  );
  return rows;
}

/** The first of a set that is read in the order of the list, looked at one by one until the page is full. */
async function beginningOf(question: Question, set: PeopleSet, looks: number): Promise<Found> {
  const { tx, now, order, limit } = question;
  // `offset 0` keeps the planner from another way: the set from its index, then its people until the page is full.
  const those = set.words ? eachWord(question, set.words, sql.lit(looks)) : sql`select * from (${set.people}) a offset 0`;
  const { rows } = await sql<{ candidates: number; ids: string[] }>`
    with first as materialized (
      select s.id, s.place from (${those}) s where ${either(beyond(question, 'place'))} ${inOrder(order, 's.place', 's.id')} limit ${sql.lit(looks)}
    ), page as materialized (
      select distinct on (c.place, c.id) c.id, c.place from (select * from first) c
      cross join lateral (
        select 1 from users where users.tenant_id = ${ofTenant} and users.id = c.id and ${everythingOf(set.rest, now)} offset 0
      ) u ${inOrder(order, 'c.place', 'c.id')} limit ${sql.lit(limit)})
    select (select count(*) from first) as candidates, array(select id from page) as ids`.execute(tx);
  const { candidates = 0, ids = [] } = rows[0] ?? {};
  return { rows: await people(question, ids), all: candidates < looks };
}

/** The beginnings of the stretches of some words, each in the order of names. */
function eachWord(question: Question, words: string[], looks: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    select b.id, b.place from unnest(${words}::text[]) as one (word) cross join lateral (
      select w.user_id as id, w.sort_name as place from user_words w
      where w.tenant_id = ${ofTenant} and w.word = one.word and ${withMarks(question.filter)} and ${either(beyond(question, 'w.sort_name', 'w.user_id'))}
      ${inOrder(question.order, 'w.sort_name', 'w.user_id')} limit ${looks}) b`;
}

/** All of a set, looked up together. Other sets that are cheaper to read than its people to look up are laid over it before. */
async function wholeOf(
  question: Question,
  { people, placed, left, rest, answers }: PeopleSet,
  others: PeopleSet[],
): Promise<UserRecord[]> {
  const { tx, now, order, limit, limits } = question;
  const conditions = others
    .filter((other) => left > limits.looked && !answers(other) && other.size < left * (1 - other.share) * limits.laid)
    // `is true` keeps it a set that is asked by its hash; the planner, that takes it for small, would walk it for each.
    .map((other): Condition => sql`(s.id in (select o.id from (${other.people}) o)) is true`);
  if (placed) conditions.push(either(beyond(question, 'place')));
  const where = conditions.length ? sql`where ${sql.join(conditions, sql` and `)}` : sql``;
  const { rows } = await sql<UserRecord>`
    select * from (
      select users.* from users
      where users.tenant_id = ${ofTenant} and users.id = any(array(select s.id from (select * from (${people}) a offset 0) s ${where}))
        and ${everythingOf(rest, now)} and ${either(beyond(question))} offset 0
    ) found ${inOrder(order, order.column, 'id')} limit ${sql.lit(limit)}`.execute(tx);
  return rows;
}

/** The rows of those on the page: they are few, so that only they are read in full. */
const wholeRows = (order: Order) => sql`
  select users.* from page join users on users.tenant_id = ${ofTenant} and users.id = page.id ${inOrder(order, 'page.place', 'page.id')}`;
