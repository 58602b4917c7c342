import { type RawBuilder, type SelectQueryBuilder, sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';
import type { Tables } from '../../platform/db/tables.ts';
import { ofTenant } from '../../platform/db/tenant-wall.ts';
import { DEACTIVATED, NOT_DEACTIVATED, STATION, whereFacets } from './user-facets-sql.ts';
import { type UserNarrowing, whereFilter, wordInText, wordsOf } from './user-filter-sql.ts';
import { everythingOf, homeOf } from './user-page-store.ts';
import { facetsOf, setsOf } from './user-sets-store.ts';

/** So many people are looked at to count those of a search, or of sets that no index has in common: then it is "at least". */
const LOOKS = 5000;

/** In the order of names those who have a word by chance may stand first; up to here people are looked at in the order of their making. */
const SPREAD = 200_000;

/** All of a set of so many people are found at once, for work on every one of them. */
const FEW = 20_000;

type Users = SelectQueryBuilder<Tables, 'users', object>;

/** The people of a filter, before any order. */
export async function matching(tx: Tx, filter: UserNarrowing, now: Date): Promise<Users> {
  const query = tx.selectFrom('users').where((builder) => whereFilter(builder, filter, now));
  const words = wordsOf(filter);
  if (!words) return query;
  if (!words.length) return query.where(sql<boolean>`false`);
  const looked = words.reduce((narrowed, word) => narrowed.where(wordInText(word)), query);
  const [best] = (await setsOf(tx, filter, now, { order: 'sort_name', limit: FEW })).sets;
  return best && best.size <= FEW ? looked.where(sql<boolean>`users.id in (select o.id from (${best.people}) o)`) : looked;
}

/** How many match, at most `cap`; `more` where there are, or may be, more. What is only looked at is not counted to the end. */
export async function countUsers(
  tx: Tx,
  filter: UserNarrowing,
  now: Date,
  { cap, within }: { cap: number | null; within: boolean },
): Promise<{ people: number; more: boolean }> {
  if (wordsOf(filter)?.length === 0) return { people: 0, more: false };
  const home = within ? undefined : homeOf(filter, 'sort_name');
  const limit = cap === null ? sql`` : sql`limit ${sql.lit(cap + 1)}`;
  const answered = (people: number, looked = 0) =>
    cap !== null && people > cap ? { people: cap, more: true } : { people, more: looked > LOOKS };
  if (home && !filter.department && !filter.importId) return { people: await sumOfCounts(tx, filter), more: false };
  if (home) {
    const some = sql`select 1 from users u where u.tenant_id = ${ofTenant} and ${home} and u.facets = any(array(${facetsOf(filter)})) ${limit}`;
    return answered(await numberOf(tx, sql`select count(*) as n from (${some}) s`));
  }
  if (within || cap === null) {
    const all = (await matching(tx, filter, now)).select('users.id');
    const some = cap === null ? all : all.limit(cap + 1);
    return answered((await tx.selectFrom(some.as('s')).select(sql<number>`count(*)`.as('n')).executeTakeFirstOrThrow()).n);
  }
  const [best] = (await setsOf(tx, filter, now, { order: 'sort_name', limit: LOOKS })).sets;
  const spread = best!.left < best!.size && best!.size <= SPREAD ? sql`order by s.id` : sql``;
  const { rows } = await sql<{ looked: number; n: number }>`
    with candidates as materialized (select array(select s.id from (${best!.people}) s ${spread} limit ${sql.lit(LOOKS + 1)}) as ids)
    select cardinality(ids) as looked, (
      select count(*) from (
        select 1 from users where users.tenant_id = ${ofTenant} and users.id = any((select ids from candidates)::uuid[]) and ${everythingOf(filter, now)} ${limit}
      ) found
    ) as n from candidates`.execute(tx);
  return answered(rows[0]?.n ?? 0, rows[0]?.looked);
}

async function numberOf(tx: Tx, query: RawBuilder<unknown>): Promise<number> {
  return (await sql<{ n: number }>`${query}`.execute(tx)).rows[0]?.n ?? 0;
}

const sumOfCounts = (tx: Tx, filter: UserNarrowing): Promise<number> =>
  numberOf(
    tx,
    sql`select coalesce(sum(c.people), 0)::bigint as n from user_counts c where c.tenant_id = ${ofTenant} and ${whereFacets(filter)}`,
  );

/** Ids in the order of their making, for work in batches: after `after`, `limit` at most. */
export async function selectUserIds(
  tx: Tx,
  filter: UserNarrowing,
  now: Date,
  after: string | null,
  limit: number,
): Promise<string[]> {
  let query = (await matching(tx, filter, now)).select('users.id').orderBy('users.id').limit(limit);
  if (after) query = query.where('users.id', '>', after);
  return (await query.execute()).map((row) => row.id);
}

const STATIONS = sql.join([
  ...Object.entries(STATION).map(
    ([name, is]) => sql`coalesce(sum(people) filter (where ${NOT_DEACTIVATED} and ${is}), 0)::bigint as ${sql.ref(name)}`,
  ),
  sql`coalesce(sum(people) filter (where ${DEACTIVATED}), 0)::bigint as deactivated`,
]);

/** How many have come how far: from the kept counts, a sum over some hundred rows; counted for whoever sees only some people. */
export async function readStations(tx: Tx, within: boolean): Promise<Map<string, number>> {
  const counts = within
    ? sql`select u.facets, count(*) as people from users u where u.tenant_id = ${ofTenant} group by u.facets`
    : sql`select c.facets, c.people from user_counts c where c.tenant_id = ${ofTenant}`;
  const { rows } = await sql<Record<string, number>>`select ${STATIONS} from (${counts}) counts`.execute(tx);
  return new Map(Object.entries(rows[0] ?? {}));
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
