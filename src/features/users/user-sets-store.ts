import { expressionBuilder, type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';
import type { Tables } from '../../platform/db/tables.ts';
import { ofTenant } from '../../platform/db/tenant-wall.ts';
import { expiryOf, UNDER_WAY, whereFacets } from './user-facets-sql.ts';
import { memberOf, type UserNarrowing, wordEnd, wordInText, wordsOf } from './user-filter-sql.ts';
import { type Part, type Place, type Rest, type Sample, STANDS_FOR, sampleOf } from './user-sample-store.ts';

/** How much is tried before another way is taken. */
export const LIMITS = {
  /** Up to here the entries of a set are counted; above it the planner's statistics tell how many there may be. */
  counted: 5000,
  /** They know nothing of links: those are counted to here, and more of them are met in the stretches of their facets. */
  links: 20_000,
  /** A search for the beginning of so many different words still reads each of them in the order of the list. */
  words: 64,
  /** Entries read in the order of the list, and people of them looked at. */
  walked: 100_000,
  met: 5000,
  /** People of a set looked at in its order. */
  looked: 600,
  /** Of so many people a sample tells where in the list those are whom a filter means. */
  sampled: 50_000,
  /** For each person that is left, so many entries of another set may be read to lay it over them. */
  laid: 10,
};
export type Limits = typeof LIMITS;

/** What things cost, in words read: a person looked up alone, one together with others, and in their groups, the beginning of a stretch, an entry with facets. */
export const COST = { alone: 28, together: 18, elsewhere: 10, stretch: 40, faceted: 1.2 };

/** The marks of one letter, of two: many have them without the word. */
const BY_CHANCE = [0.3, 0.12];

/** What an index does not answer may lie clustered: so many times as many are looked at as shares would have it. */
const CLUSTERED = 4;

export type OrderColumn = 'sort_name' | 'created_at' | 'last_seen_at' | 'start_date';

/** Some people that an index finds: a filter is what several such sets have in common. */
export interface PeopleSet {
  /** The entries that are read. */
  size: number;
  /** Of everybody. */
  share: number;
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
  /** What is to be asked of its people: the filter, but for what being in it says. */
  rest: UserNarrowing;
  /** The index answers that set too. */
  answers(other: PeopleSet): boolean;
}

export interface Sets {
  /** The one to begin with first. */
  sets: PeopleSet[];
  /** Walking the list: so many entries are read, about, and so many people looked at, until a page is full. */
  walk: Walk;
  /** The same, when those who fit were not where they should be if they were strewn. */
  inDoubt(): Sets;
}

export interface Walk {
  read: number;
  looked: number;
  /** Known from a sample. */
  place?: Place | undefined;
}

type Kind = 'facets' | 'word' | 'department' | 'import' | 'link' | 'start' | 'group' | 'ids';

interface Candidate extends Pick<PeopleSet, 'people' | 'placed'> {
  kind: Kind;
  /** Of whom the word does not mean, so many have its marks. */
  chance?: number;
  /** Somebody is in it: a condition on `users`. */
  holds: RawBuilder<unknown>;
  /** Its entries, in one index, and up to where they are counted; a number where it is kept. */
  entries?: RawBuilder<unknown>;
  upTo?: number | undefined;
  kept?: RawBuilder<unknown>;
  /** A search for the words that begin with this, in the order of names. */
  beginning?: string | undefined;
}

/** What an index says of the rest of a filter. */
const ANSWERS: Record<Kind | 'walk', readonly Kind[]> = {
  walk: ['facets', 'word', 'start'],
  facets: ['word', 'start'],
  word: ['word', 'start'],
  start: ['facets', 'word'],
  link: ['facets', 'word', 'start'],
  import: ['facets', 'word', 'start'],
  department: ['facets', 'word', 'start', 'import'],
  group: ['word', 'start', 'import', 'department'],
  ids: [],
};

/** In these orders an index holds them by themselves: the walk is of nobody else. */
const WITHIN: Partial<Record<OrderColumn, Kind>> = { start_date: 'start', created_at: 'import' };

export function walkedWithin(
  { importId, startFrom, startUntil, ...filter }: UserNarrowing,
  order: OrderColumn,
): RawBuilder<unknown> {
  if (WITHIN[order] === 'start' && (startFrom || startUntil)) return startWithin({ ...filter, startFrom, startUntil });
  if (WITHIN[order] === 'import' && importId) return sql`import_id = ${importId}`;
  return sql`true`;
}

/** The rest of a filter, as far as an index says it: entry by entry (`is true` keeps the planner from looking elsewhere for it). */
export function askedIn(index: Kind | 'walk', filter: UserNarrowing): RawBuilder<unknown> {
  const { department, importId, startFrom, startUntil } = filter;
  const conditions: Partial<Record<Kind, RawBuilder<unknown> | undefined>> = {
    facets: sql`${whereFacets(filter)}`,
    word: wordsOf(filter) && withMarks(filter),
    start: startFrom || startUntil ? sql`(${startWithin(filter)}) is true` : undefined,
    import: importId ? sql`(import_id = ${importId}) is true` : undefined,
    department: department ? sql`(department = ${department}) is true` : undefined,
  };
  const asked = ANSWERS[index].flatMap((kind) => conditions[kind] ?? []);
  return asked.length ? sql.join(asked, sql` and `) : sql`true`;
}

const startWithin = ({ startFrom = '-infinity', startUntil = 'infinity' }: UserNarrowing): RawBuilder<unknown> =>
  sql`start_date >= ${startFrom}::date and start_date <= ${startUntil}::date`;

/** The stretches of the facets that a filter takes, for `facets in (…)`. */
export const facetsOf = (filter: UserNarrowing): RawBuilder<unknown> => sql`
  select c.facets from user_counts c where c.tenant_id = ${ofTenant} and ${whereFacets(filter)} group by c.facets having sum(c.people) > 0`;

/** The sets of a filter, with what a page of `limit` costs that begins with each, of the `rest` of the list. */
export async function setsOf(
  tx: Tx,
  filter: UserNarrowing,
  now: Date,
  { order, limit, limits = LIMITS, rest }: { order: OrderColumn; limit: number; limits?: Limits; rest?: Rest },
): Promise<Sets> {
  const wordSets = (wordsOf(filter) ?? []).map((word) => wordSet(word, filter, order));
  const candidates = [...rowSets(filter, now, order, limits), ...keySets(filter, order), ...wordSets, facetSet(filter, order)];
  const { sizes, everybody } = await sizesOf(tx, candidates, limits);
  const parts = candidates.map(({ kind, holds, chance = 0 }, at) => ({
    holds,
    dear: kind === 'group',
    chance,
    share: Math.min(1, (sizes[at] ?? 0) / Math.max(1, everybody)),
  }));
  const isLarge = everybody >= limits.sampled && sizes.every((size) => size > limits.counted);
  const sample = rest && isLarge ? await sampleOf(tx, parts, rest) : undefined;
  const knownTo = (index: Kind | 'walk') => [...candidates.keys()].filter((at) => ANSWERS[index].includes(candidates[at]!.kind));
  const within = candidates.findIndex(({ kind }) => kind === WITHIN[order]);
  const walkKnown = [...new Set([...knownTo('walk'), ...(within < 0 ? [] : [within])])];
  const words: (string[] | undefined)[] = [];
  for (const [at, { beginning }] of candidates.entries())
    words.push(beginning && sizes[at]! > limits.counted ? await wordsWith(tx, beginning, limits.words) : undefined);
  const priced = (from: Sample | undefined): Sets => {
    const walk = from ? walkBy(from, walkKnown, limit, within) : walkByShares(parts, walkKnown, { limit, everybody, within });
    const sets = candidates.map(({ kind, people, placed, kept }, at): PeopleSet => {
      const size = sizes[at] ?? 0;
      const known = knownTo(kind).filter((other) => other !== at);
      const asked = { limit, size, placed, everybody };
      const { left, looked } = from ? beginningBy(from, at, known, asked) : beginningByShares(parts, known, asked);
      const elsewhere = filter.groupId?.length && kind !== 'group' ? COST.elsewhere : 0;
      const ended = kind === 'facets' || ANSWERS[kind].includes('facets') ? size * COST.faceted : size;
      const stretches = words[at]?.length;
      const read = stretches ? Math.min(size, stretches * (COST.stretch + (looked * size) / Math.max(1, left))) : ended;
      const whole = ended + left * (COST.together + elsewhere);
      return {
        people,
        placed,
        size,
        share: parts[at]!.share,
        exact: kept !== undefined || size <= limits.counted,
        left,
        looked,
        cost: placed ? read + looked * (COST.alone + elsewhere) : whole,
        whole,
        words: words[at],
        rest: kind === 'group' ? { ...filter, groupId: undefined } : filter,
        answers: (other) => known.some((one) => candidates[one]!.people === other.people),
      };
    });
    return { sets: sets.sort((one, other) => one.cost - other.cost), walk, inDoubt: () => priced(from?.inDoubt()) };
  };
  return priced(sample);
}

function walkBy(sample: Sample, known: number[], limit: number, within: number): Walk {
  const { looked } = sample.expected(known, limit);
  return { read: sample.entries(limit, within < 0 ? undefined : within), looked, place: sample.place };
}

function beginningBy(
  sample: Sample,
  own: number,
  known: number[],
  { limit, size, placed, everybody }: { limit: number; size: number; placed: boolean; everybody: number },
) {
  const { left, looked } = sample.expected(known, limit, own);
  // What an index has in no order, it has from before the cursor too.
  const all = placed ? left : left * (everybody / Math.max(1, sample.size));
  const some = Math.min(size, Math.max(all, STANDS_FOR / 4));
  return { left: some, looked: placed ? Math.min(some, looked) : some };
}

/** So many of those in an index are left when it says what it knows, if nothing has to do with anything else. */
const leftOf = (parts: readonly Part[], known: number[]) =>
  known.reduce((rest, at) => {
    const { share, chance } = parts[at]!;
    return rest * (share + chance * (1 - share));
  }, 1);

const shareOf = (parts: readonly Part[]) => parts.reduce((product, { share }) => product * share, 1);

function walkByShares(
  parts: readonly Part[],
  known: number[],
  { limit, everybody, within }: { limit: number; everybody: number; within: number },
): Walk {
  const read = limit / Math.max(shareOf(parts), 1 / Math.max(1, everybody));
  return { read: read * (parts[within]?.share ?? 1), looked: read * leftOf(parts, known) };
}

function beginningByShares(
  parts: readonly Part[],
  known: number[],
  { limit, size, placed, everybody }: { limit: number; size: number; placed: boolean; everybody: number },
) {
  const left = size * leftOf(parts, known);
  const met = left / Math.max(1, everybody * shareOf(parts));
  return { left, looked: placed ? Math.min(left, limit * (met > 1.5 ? CLUSTERED * met : 1)) : left };
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
    holds: sql`${whereFacets(filter)}`,
    kept: sql`select coalesce(sum(c.people), 0) from user_counts c where c.tenant_id = ${ofTenant} and ${whereFacets(filter)}`,
    people: sql`select u.id, u.${sql.ref(order)} as place from users u
      where u.tenant_id = ${ofTenant} and u.facets = any(array(${facetsOf(filter)})) and ${askedIn('facets', filter)}`,
    placed: true,
  };
}

function wordSet(word: string, filter: UserNarrowing, order: OrderColumn): Candidate {
  const placed = order !== 'last_seen_at';
  const entries = sql`select w.user_id as id ${placed ? sql`, w.${sql.ref(order)} as place` : sql``} from user_words w
    where w.tenant_id = ${ofTenant} and w.word >= ${word} and w.word < ${wordEnd(word)}`;
  // Somebody may have two words with this beginning, and stands in it twice.
  const beginning = order === 'sort_name' ? word : undefined;
  return {
    kind: 'word',
    chance: BY_CHANCE[word.length - 1] ?? 0.06,
    holds: sql`${wordInText(word)}`,
    entries,
    people: sql`${entries} and ${askedIn('word', filter)}`,
    placed,
    beginning,
  };
}

/** What an index on `users` finds that carries the facets and the marks; where it is two stretches, each is looked for alone. */
function rowSets(filter: UserNarrowing, now: Date, order: OrderColumn, { links }: Limits): Candidate[] {
  const all: Candidate[] = [];
  const add = (kind: Kind, stretches: RawBuilder<unknown>[], upTo?: number) => {
    const holds = sql`(${sql.join(stretches, sql` or `)})`;
    const those = (also: RawBuilder<unknown>) =>
      sql.join(
        stretches.map(
          (stretch) =>
            sql`select u.id, u.${sql.ref(order)} as place from users u where u.tenant_id = ${ofTenant} and ${stretch} and ${also}`,
        ),
        sql` union all `,
      );
    const people = those(askedIn(kind, filter));
    all.push({ kind, holds, entries: those(sql`true`), upTo, people, placed: true });
  };
  if (filter.department) add('department', [sql`department = ${filter.department}`]);
  if (filter.importId) add('import', [sql`import_id = ${filter.importId}`]);
  const expiry = filter.status?.length === 1 && expiryOf(filter);
  if (expiry === 'over') add('link', [sql`${UNDER_WAY} and link_expires_at <= ${now}`], links);
  if (expiry === 'running')
    add('link', [sql`${UNDER_WAY} and link_expires_at > ${now}`, sql`${UNDER_WAY} and link_expires_at is null`], links);
  if (filter.startFrom || filter.startUntil) add('start', [startWithin(filter)]);
  return all;
}

/** Who is in a group, and who is named. */
function keySets(filter: UserNarrowing, order: OrderColumn): Candidate[] {
  const { groupId, ids } = filter;
  const all: Candidate[] = [];
  if (groupId?.length) {
    const placed = order !== 'last_seen_at';
    all.push({
      kind: 'group',
      holds: sql`${memberOf(expressionBuilder<Tables, 'users'>(), groupId)}`,
      kept: sql`select coalesce(sum(g.members), 0) from groups g where g.tenant_id = ${ofTenant} and g.id = any(${groupId}::uuid[])`,
      // Somebody may be in two of the groups, and stands in it twice.
      people: sql`select m.user_id as id ${placed ? sql`, m.${sql.ref(order)} as place` : sql``} from group_members m
        where m.tenant_id = ${ofTenant} and m.group_id = any(${groupId}::uuid[]) and ${askedIn('group', filter)}`,
      placed,
    });
  }
  if (ids)
    all.push({
      kind: 'ids',
      holds: sql`id = any(${ids}::uuid[])`,
      kept: sql`select ${ids.length}`,
      people: sql`select unnest(${ids}::uuid[]) as id`,
      placed: false,
    });
  return all;
}
