import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';
import { ofTenant } from '../../platform/db/tenant-wall.ts';
import { expiryOf, UNDER_WAY, whereFacets } from './user-facets-sql.ts';
import { type UserNarrowing, wordEnd, wordsOf } from './user-filter-sql.ts';

/** Up to here the people of a set are read from its index at once; above it they are met soon by walking. */
export const FEW = 20_000;

export type OrderColumn = 'sort_name' | 'created_at' | 'last_seen_at' | 'start_date';

/** Some people that an index finds: a filter is what several such sets have in common. */
export interface PeopleSet {
  size: number;
  /** It was counted to its end. */
  exact: boolean;
  few: boolean;
  /** A query for `id` and, where the index carries it, what the list is ordered by: `place`. */
  people: RawBuilder<unknown>;
  placed: boolean;
}

interface Candidate extends Pick<PeopleSet, 'people' | 'placed'> {
  exact?: true;
  /** A query for one number. */
  counted: (upTo: number) => RawBuilder<unknown>;
  few?: number;
}

/** The stretches of the facets that a filter takes, for `facets in (…)`. */
export const facetsOf = (filter: UserNarrowing): RawBuilder<unknown> => sql`
  select c.facets from user_counts c where c.tenant_id = ${ofTenant} and ${whereFacets(filter)} group by c.facets having sum(c.people) > 0`;

/** The sets of a filter with their sizes, the smallest first: one statement, that reads `upTo` entries of each at most. */
export async function setsOf(tx: Tx, filter: UserNarrowing, now: Date, order: OrderColumn, upTo = FEW): Promise<PeopleSet[]> {
  // Of two that are not counted to their ends the longer word goes first.
  const asked = [...(wordsOf(filter) ?? [])].sort((one, other) => other.length - one.length);
  const words = asked.map((word) => wordSet(word, order));
  const candidates = [...othersOf(filter, now, order), ...words, facetSet(filter, order)];
  const { rows } = await sql<{ sizes: number[] }>`
    select array[${sql.join(candidates.map(({ counted }) => sql`(${counted(upTo)})`))}]::float8[] as sizes`.execute(tx);
  const sizes = rows[0]?.sizes ?? [];
  return candidates
    .map(({ people, placed, few, exact }, at): PeopleSet => {
      const size = sizes[at] ?? 0;
      return { people, placed, size, exact: exact || size <= upTo, few: size <= (few ?? FEW) };
    })
    .sort((one, other) => costOf(one) - costOf(other));
}

/** A set without places has to be looked up person by person before it can be put in order; one that was not counted to its end may be large. */
const costOf = ({ size, placed, exact }: PeopleSet): number => size * (placed ? 1 : 5) * (exact ? 1 : 2);

const counting =
  (query: RawBuilder<unknown>) =>
  (upTo: number): RawBuilder<unknown> =>
    sql`select count(*) from (select 1 from (${query}) f limit ${sql.lit(upTo + 1)}) found`;

function facetSet(filter: UserNarrowing, order: OrderColumn): Candidate {
  return {
    counted: () =>
      sql`select coalesce(sum(c.people), 0) from user_counts c where c.tenant_id = ${ofTenant} and ${whereFacets(filter)}`,
    people: sql`select u.id, u.${sql.ref(order)} as place from users u where u.tenant_id = ${ofTenant} and u.facets = any(array(${facetsOf(filter)}))`,
    placed: true,
    exact: true,
    few: 2 * FEW,
  };
}

function wordSet(word: string, order: OrderColumn): Candidate {
  const placed = order === 'sort_name';
  const where = sql`w.tenant_id = ${ofTenant} and w.word >= ${word} and w.word < ${wordEnd(word)}`;
  return {
    counted: counting(sql`select 1 from user_words w where ${where}`),
    // Somebody may have two words with this beginning, and stands in it twice.
    people: sql`select w.user_id as id ${placed ? sql`, w.sort_name as place` : sql``} from user_words w where ${where}`,
    placed,
  };
}

function othersOf(filter: UserNarrowing, now: Date, order: OrderColumn): Candidate[] {
  const all: Candidate[] = [];
  const byIndex = (...stretches: RawBuilder<unknown>[]) => {
    const each = (what: RawBuilder<unknown>) =>
      sql.join(
        stretches.map((where) => sql`select ${what} from users u where u.tenant_id = ${ofTenant} and ${where}`),
        sql` union all `,
      );
    all.push({ counted: counting(each(sql`1`)), people: each(sql`u.id, u.${sql.ref(order)} as place`), placed: true });
  };
  if (filter.department) byIndex(sql`u.department = ${filter.department}`);
  if (filter.importId) byIndex(sql`u.import_id = ${filter.importId}`);
  if (expiryOf(filter) === 'over' && filter.status?.length === 1) byIndex(sql`${UNDER_WAY} and u.link_expires_at <= ${now}`);
  if (expiryOf(filter) === 'running' && filter.status?.length === 1)
    byIndex(sql`${UNDER_WAY} and u.link_expires_at > ${now}`, sql`${UNDER_WAY} and u.link_expires_at is null`);
  if (filter.startFrom || filter.startUntil)
    byIndex(
      sql`u.start_date >= ${filter.startFrom ?? '-infinity'}::date and u.start_date <= ${filter.startUntil ?? 'infinity'}::date`,
    );
  if (filter.groupId?.length) {
    const groups = filter.groupId;
    const placed = order === 'sort_name';
    all.push({
      counted: () =>
        sql`select coalesce(sum(g.members), 0) from groups g where g.tenant_id = ${ofTenant} and g.id = any(${groups}::uuid[])`,
      // Somebody may be in two of the groups, and stands in it twice.
      people: sql`select m.user_id as id ${placed ? sql`, m.sort_name as place` : sql``} from group_members m
        where m.tenant_id = ${ofTenant} and m.group_id = any(${groups}::uuid[])`,
      placed,
    });
  }
  return all;
}
