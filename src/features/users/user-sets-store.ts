import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';
import { ofTenant } from '../../platform/db/tenant-wall.ts';
import { expiryOf, UNDER_WAY, whereFacets } from './user-facets-sql.ts';
import { type UserNarrowing, wordEnd, wordsOf } from './user-filter-sql.ts';

/** How much is tried before another way is taken. */
export const LIMITS = {
  /** Up to here the entries of a set are counted; above it the planner's statistics tell how many there may be. */
  counted: 5000,
  /** They know nothing of links: those are counted to here, and more of them are met in the stretches of their facets. */
  links: 20_000,
  /** A search for the beginning of so many different words still reads each of them in the order of the list. */
  words: 64,
  /** People looked at in the order of the list. */
  walked: 15_000,
  /** People of a set looked at in its order. */
  looked: 600,
  /** For each person that is left, so many entries of another set may be read to lay it over them. */
  laid: 10,
};
export type Limits = typeof LIMITS;

/** What things cost, in words read: a person looked up alone, one together with others, the beginning of a stretch, an entry with facets. */
const COST = { alone: 50, together: 40, stretch: 60, faceted: 1.7 };

/** Of those who lack a word, so many have its marks by chance. */
const BY_CHANCE = 0.05;

/** What an index does not answer may lie clustered: so many times as many are looked at as shares would have it. */
const CLUSTERED = 4;

export type OrderColumn = 'sort_name' | 'created_at' | 'last_seen_at' | 'start_date';

/** Some people that an index finds: a filter is what several such sets have in common. */
export interface PeopleSet {
  /** The entries that are read. */
  size: number;
  /** `size` is counted. */
  exact: boolean;
  /** A query for `id` and, where the index carries it, what the list is ordered by: `place`. Somebody may stand in it twice. */
  people: RawBuilder<unknown>;
  placed: boolean;
  /** So many of them are looked at, about, until a page is full. */
  looked: number;
  /** So many are left, about, when what the index says of the rest of the filter is asked there. */
  left: number;
  /** What a page costs that is met when so many are looked at, and what all of the set costs. */
  cost: number;
  whole: number;
  /** The words it is made of, where they are few: each is a stretch in the order of names. */
  words?: string[] | undefined;
  /** The index answers that set too. */
  answers(other: PeopleSet): boolean;
}

export interface Sets {
  /** The one to begin with first. */
  sets: PeopleSet[];
  /** Of the people in the list, so many fit, about. */
  share: number;
}

interface Candidate extends Pick<PeopleSet, 'people' | 'placed'> {
  kind: 'facets' | 'word' | 'row' | 'key';
  /** Its entries, in one index, and up to where they are counted; a number where it is kept. */
  entries?: RawBuilder<unknown>;
  upTo?: number | undefined;
  kept?: RawBuilder<unknown>;
  /** A search for the words that begin with this, in the order of names. */
  beginning?: string | undefined;
}

/** What an index says of the rest of a filter. */
const ANSWERS: Record<Candidate['kind'], Candidate['kind'][]> = {
  facets: ['word'],
  row: ['facets', 'word'],
  word: ['word'],
  key: [],
};

/** The stretches of the facets that a filter takes, for `facets in (…)`. */
export const facetsOf = (filter: UserNarrowing): RawBuilder<unknown> => sql`
  select c.facets from user_counts c where c.tenant_id = ${ofTenant} and ${whereFacets(filter)} group by c.facets having sum(c.people) > 0`;

/** The sets of a filter, with what a page of `limit` costs that begins with each. */
export async function setsOf(
  tx: Tx,
  filter: UserNarrowing,
  now: Date,
  { order, limit, limits = LIMITS }: { order: OrderColumn; limit: number; limits?: Limits },
): Promise<Sets> {
  const words = (wordsOf(filter) ?? []).map((word) => wordSet(word, filter, order));
  const candidates = [...rowSets(filter, now, order, limits), ...keySets(filter, order), ...words, facetSet(filter, order)];
  const { sizes, everybody } = await sizesOf(tx, candidates, limits);
  const shareOf = (at: number) => Math.min(1, (sizes[at] ?? 0) / Math.max(1, everybody));
  const share = candidates.reduce((product, _, at) => product * shareOf(at), 1);
  const sets: PeopleSet[] = [];
  const of = new Map<PeopleSet, number>();
  for (const [at, candidate] of candidates.entries()) {
    const { kind, people, placed, kept, beginning } = candidate;
    const size = sizes[at] ?? 0;
    const left = candidates.reduce((rest, other, n) => {
      if (n === at || !ANSWERS[kind].includes(other.kind)) return rest;
      return rest * (shareOf(n) + (other.kind === 'word' ? BY_CHANCE * (1 - shareOf(n)) : 0));
    }, size);
    const met = left / Math.max(1, everybody * share);
    const looked = placed ? Math.min(left, limit * (met > 1.5 ? CLUSTERED * met : 1)) : left;
    const words = beginning && size > limits.counted ? await wordsWith(tx, beginning, limits.words) : undefined;
    const ended = kind === 'word' ? size : size * COST.faceted;
    const read = words ? Math.min(size, words.length * (COST.stretch + (looked * size) / Math.max(1, left))) : ended;
    const whole = ended + left * COST.together;
    const cost = placed ? read + looked * COST.alone : whole;
    const answers = (other: PeopleSet) => ANSWERS[kind].includes(candidates[of.get(other)!]!.kind);
    const set = {
      people,
      placed,
      size,
      exact: kept !== undefined || size <= limits.counted,
      left,
      looked,
      cost,
      whole,
      words,
      answers,
    };
    of.set(set, at);
    sets.push(set);
  }
  return { sets: sets.sort((one, other) => one.cost - other.cost), share };
}

/** The different words that begin so, found by hopping along the index; undefined where they are many. */
async function wordsWith(tx: Tx, beginning: string, most: number): Promise<string[] | undefined> {
  const next = (after: RawBuilder<unknown>) => sql`
    select w.word from user_words w where w.tenant_id = ${ofTenant} and ${after} and w.word < ${wordEnd(beginning)} order by w.word limit 1`;
  const { rows } = await sql<{ word: string }>`
    with recursive hop as (
      (${next(sql`w.word >= ${beginning}`)})
      union all
      select (${next(sql`w.word > hop.word`)}) from hop where hop.word is not null
    )
    select word from hop where word is not null limit ${sql.lit(most + 1)}`.execute(tx);
  return rows.length > most ? undefined : rows.map(({ word }) => word);
}

/** One statement that reads some thousand entries of each at most; and one more for each that has more. */
async function sizesOf(tx: Tx, candidates: Candidate[], { counted }: Limits): Promise<{ sizes: number[]; everybody: number }> {
  const counts = candidates.map(
    ({ kept, entries, upTo = counted }) =>
      kept ?? sql`select count(*) from (select 1 from (${entries}) f limit ${sql.lit(upTo + 1)}) found`,
  );
  const all = sql`select coalesce(sum(c.people), 0) from user_counts c where c.tenant_id = ${ofTenant}`;
  const { rows } = await sql<{ sizes: number[]; everybody: number }>`
    select array[${sql.join(counts.map((count) => sql`(${count})`))}]::float8[] as sizes, (${all})::float8 as everybody`.execute(
    tx,
  );
  const { sizes, everybody } = rows[0] ?? { sizes: [], everybody: 0 };
  for (const [at, { kept, entries, upTo = counted }] of candidates.entries()) {
    if (!kept && (sizes[at] ?? 0) > upTo) sizes[at] = Math.max(upTo + 1, await expected(tx, entries!));
  }
  return { sizes, everybody };
}

/** What the planner's statistics say of a set that is too large to be counted on the way: near enough to choose by. */
async function expected(tx: Tx, entries: RawBuilder<unknown>): Promise<number> {
  const { rows } = await sql<{ 'QUERY PLAN': [{ Plan: { 'Plan Rows': number } }] }>`explain (format json) ${entries}`.execute(tx);
  return rows[0]?.['QUERY PLAN'][0].Plan['Plan Rows'] ?? 0;
}

/** Who may have all the words, as far as an index tells. */
export function withMarks(filter: UserNarrowing): RawBuilder<unknown> {
  const marks = sql`(select marks_of(${(wordsOf(filter) ?? []).join(' ')}))`;
  return wordsOf(filter) ? sql`marks & ${marks} = ${marks}` : sql`true`;
}

function facetSet(filter: UserNarrowing, order: OrderColumn): Candidate {
  return {
    kind: 'facets',
    kept: sql`select coalesce(sum(c.people), 0) from user_counts c where c.tenant_id = ${ofTenant} and ${whereFacets(filter)}`,
    people: sql`select u.id, u.${sql.ref(order)} as place from users u
      where u.tenant_id = ${ofTenant} and u.facets = any(array(${facetsOf(filter)})) and ${withMarks(filter)}`,
    placed: true,
  };
}

function wordSet(word: string, filter: UserNarrowing, order: OrderColumn): Candidate {
  const placed = order === 'sort_name' || order === 'created_at';
  const entries = sql`select w.user_id as id ${placed ? sql`, w.${sql.ref(order)} as place` : sql``} from user_words w
    where w.tenant_id = ${ofTenant} and w.word >= ${word} and w.word < ${wordEnd(word)}`;
  // Somebody may have two words with this beginning, and stands in it twice.
  const beginning = order === 'sort_name' ? word : undefined;
  return { kind: 'word', entries, people: sql`${entries} and ${withMarks(filter)}`, placed, beginning };
}

/** What an index on `users` finds that carries the facets and the marks; where it is two stretches, each is looked for alone. */
function rowSets(filter: UserNarrowing, now: Date, order: OrderColumn, { links }: Limits): Candidate[] {
  const all: Candidate[] = [];
  const add = (stretches: RawBuilder<unknown>[], upTo?: number) => {
    const those = (also: RawBuilder<unknown>) =>
      sql.join(
        stretches.map(
          (stretch) =>
            sql`select u.id, u.${sql.ref(order)} as place from users u where u.tenant_id = ${ofTenant} and ${stretch} and ${also}`,
        ),
        sql` union all `,
      );
    const people = those(sql`${whereFacets(filter)} and ${withMarks(filter)}`);
    all.push({ kind: 'row', entries: those(sql`true`), upTo, people, placed: true });
  };
  if (filter.department) add([sql`u.department = ${filter.department}`]);
  if (filter.importId) add([sql`u.import_id = ${filter.importId}`]);
  const expiry = filter.status?.length === 1 && expiryOf(filter);
  if (expiry === 'over') add([sql`${UNDER_WAY} and u.link_expires_at <= ${now}`], links);
  if (expiry === 'running')
    add([sql`${UNDER_WAY} and u.link_expires_at > ${now}`, sql`${UNDER_WAY} and u.link_expires_at is null`], links);
  if (filter.startFrom || filter.startUntil) {
    const [from, until] = [filter.startFrom ?? '-infinity', filter.startUntil ?? 'infinity'];
    add([sql`u.start_date >= ${from}::date and u.start_date <= ${until}::date`]);
  }
  return all;
}

/** What says of people only who they are. */
function keySets({ groupId, ids }: UserNarrowing, order: OrderColumn): Candidate[] {
  const all: Candidate[] = [];
  if (groupId?.length) {
    const placed = order === 'sort_name';
    all.push({
      kind: 'key',
      kept: sql`select coalesce(sum(g.members), 0) from groups g where g.tenant_id = ${ofTenant} and g.id = any(${groupId}::uuid[])`,
      // Somebody may be in two of the groups, and stands in it twice.
      people: sql`select m.user_id as id ${placed ? sql`, m.sort_name as place` : sql``} from group_members m
        where m.tenant_id = ${ofTenant} and m.group_id = any(${groupId}::uuid[])`,
      placed,
    });
  }
  if (ids)
    all.push({ kind: 'key', kept: sql`select ${ids.length}`, people: sql`select unnest(${ids}::uuid[]) as id`, placed: false });
  return all;
}
