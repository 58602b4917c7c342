import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';
import { ofTenant } from '../../platform/db/tenant-wall.ts';

/** Each of the sample stands for so many people: the index users_sample. */
export const STANDS_FOR = 1024;
const SAMPLED = sql`get_byte(uuid_send(id), 15) = 0 and get_byte(uuid_send(id), 14) < 64`;

/** The first who fits stands no further off than so many times what lies between two of them: nothing says that they stand together. */
const GAPS = 4;

/** What comes after the cursor of a list, in its order. */
export interface Rest {
  after: RawBuilder<unknown>;
  order: RawBuilder<unknown>;
}

/** A part of a filter: whether somebody is meant by it, as one condition on `users`. */
export interface Part {
  holds: RawBuilder<unknown>;
  /** Asked at last, and only of whom everything else means: it looks elsewhere. */
  dear: boolean;
  /** An index knows it by its marks: of whom it does not mean, so many have them by chance. */
  chance: number;
  /** Of everybody, about. */
  share: number;
}

/** So many are left that an index does not rule out, and so many of them come before a page is full. */
export interface Expected {
  left: number;
  looked: number;
}

/** Whom a filter means stand all over the rest of the list, or together somewhere, or hardly anybody is there. */
export type Place = 'strewn' | 'together' | 'nowhere';

/** The people of the sample that come after the cursor, in the order of the list: a bit for each part of the filter. */
export async function sampleOf(tx: Tx, parts: readonly Part[], rest: Rest): Promise<Sample> {
  const bits = (dear: boolean) => {
    const some = parts.flatMap((part, at) =>
      part.dear === dear ? [sql`case when ${part.holds} then ${sql.lit(1 << at)} else 0 end`] : [],
    );
    return some.length ? sql.join(some, sql` + `) : sql`0`;
  };
  const cheap = parts.reduce((sum, { dear }, at) => sum + (dear ? 0 : 1 << at), 0);
  const { rows } = await sql<{ held: number[] }>`
    select array(
      select case when s.held = ${sql.lit(cheap)} then s.held + (select ${bits(true)} from users where users.tenant_id = ${ofTenant} and users.id = s.id) else s.held end
      from (
        select id, ${bits(false)} as held, row_number() over (${rest.order}) as place from users
        where users.tenant_id = ${ofTenant} and ${SAMPLED} and ${rest.after} offset 0
      ) s order by s.place
    ) as held`.execute(tx);
  return new Sample(rows[0]?.held ?? [], parts);
}

export class Sample {
  readonly place: Place;
  readonly #held: number[];
  readonly #parts: readonly Part[];
  /** Where the first stands whom everything means. */
  readonly #first: number;
  readonly #fits: number;

  constructor(held: number[], parts: readonly Part[], inDoubt = false) {
    const all = (1 << parts.length) - 1;
    this.#held = held;
    this.#parts = parts;
    this.#first = held.indexOf(all);
    const found = held.filter((bits) => bits === all).length;
    // Where none of those who are right but for the groups is in them, some of their neighbours may be.
    const cheap = parts.reduce((bits, { dear }, at) => (dear ? bits : bits | (1 << at)), 0);
    const share = parts.reduce((product, part) => (part.dear ? product * part.share : product), 1);
    this.#fits = found || (cheap === all ? 0 : share * held.filter((bits) => bits === cheap).length);
    const strewn = !inDoubt && this.#fits >= 1 && this.#first * this.#fits <= GAPS * held.length;
    this.place = strewn ? 'strewn' : found ? 'together' : 'nowhere';
  }

  /** The same, where those who fit were not where they should be if they were strewn. */
  inDoubt(): Sample {
    return new Sample(this.#held, this.#parts, true);
  }

  /** So many people come after the cursor. */
  get size(): number {
    return this.#held.length * STANDS_FOR;
  }

  /** Entries until `limit` who fit are met; all of them where nobody does. Of those only that hold `part`, where it is given. */
  entries(limit: number, part?: number): number {
    const count = (held: readonly number[]) => (part === undefined ? held : held.filter((bits) => bits & (1 << part))).length;
    return this.#until(limit, count) + (this.place === 'together' ? STANDS_FOR : 0);
  }

  /** What an index leaves that knows these parts; the people of `own`, where it is given, are those that stand in it. */
  expected(known: readonly number[], limit: number, own?: number): Expected {
    const mine = (held: readonly number[]) => (own === undefined ? held : held.filter((bits) => bits & (1 << own)));
    const passing = (held: readonly number[]) => this.#passing(this.#parts[own ?? -1]?.dear ? held : mine(held), known);
    const share = this.#parts[own ?? -1]?.dear ? this.#parts[own!]!.share : 1;
    return { left: passing(this.#held) * share * STANDS_FOR, looked: this.#until(limit, (held) => passing(held) * share) };
  }

  #until(limit: number, count: (held: readonly number[]) => number): number {
    const before = count(this.#first < 0 ? this.#held : this.#held.slice(0, this.#first)) * STANDS_FOR;
    if (this.place === 'nowhere') return before;
    const soon = (limit * count(this.#held)) / this.#fits;
    return this.place === 'strewn' ? soon : Math.max(soon, before);
  }

  #passing(held: readonly number[], known: readonly number[]): number {
    const parts = known.map((at) => ({ ...this.#parts[at]!, bit: 1 << at }));
    return held.reduce(
      (sum, bits) => sum + parts.reduce((share, part) => share * (part.dear ? part.share : bits & part.bit ? 1 : part.chance), 1),
      0,
    );
  }
}
