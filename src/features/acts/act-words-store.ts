import { sql } from 'kysely';
import { hasAny, mentions, type Traces } from '../../kernel/traces.ts';
import type { Tx } from '../../platform/db/database.ts';
import { mayMention } from '../../platform/db/mentions-sql.ts';
import { updateAct } from './acts-store.ts';

export function actsStartedBy(tx: Tx, userId: string) {
  return tx
    .selectFrom('acts')
    .select(['act', 'params', 'dry_run', 'asked', 'done', 'skipped', 'created_at'])
    .where('by_user', '=', userId)
    .orderBy('created_at')
    .execute();
}

/** Whatever names the person; where an act chose them by id, also by their first or last name alone. */
export async function forgetWords(tx: Tx, userId: string, traces: Traces): Promise<void> {
  const reason = sql<string | null>`params ->> 'reason'`;
  const search = sql<string | null>`selection -> 'filter' ->> 'q'`;
  const chose = sql<boolean>`coalesce(jsonb_exists(selection -> 'userIds', ${userId}), false)`;
  const acts = await tx
    .selectFrom('acts')
    .select(['id', 'finished_at', reason.as('reason'), search.as('search'), chose.as('chose')])
    .where((e) =>
      e.or([e.and([chose, sql<boolean>`${reason} is not null`]), mayMention(reason, traces), mayMention(search, traces)]),
    )
    .execute();
  for (const act of acts) {
    if (act.reason !== null && (mentions(act.reason, traces) || (act.chose && hasAny(act.reason, traces.names))))
      await updateAct(tx, act.id, { params: sql`params || '{"reason": null}'` });
    // An act on its way still needs what it searches for.
    if (act.search !== null && act.finished_at && mentions(act.search, traces))
      await updateAct(tx, act.id, { selection: sql`jsonb_set(selection, '{filter,q}', '""')` });
  }
}
