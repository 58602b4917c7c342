import { type RawBuilder, sql } from 'kysely';
import type { Traces } from '../../kernel/traces.ts';

/** Whether a text may name the person: finds candidates, a few too many, for {@link Traces} to be looked for in. */
export function mayMention(text: RawBuilder<string | null>, { phrases, reason }: Traces): RawBuilder<boolean> {
  const wanted = reason === null ? phrases : [...phrases, reason.trim().toLowerCase()];
  // Texts are also looked at as JSON, which writes quotation marks and breaks another way.
  const all = [...new Set(wanted.flatMap((one) => [one, JSON.stringify(one).slice(1, -1)]))];
  if (!all.length) return sql<boolean>`false`;
  return sql<boolean>`(${sql.join(
    all.map((one) => sql`strpos(lower(${text}), ${one}) > 0`),
    sql` or `,
  )})`;
}
