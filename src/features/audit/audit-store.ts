import { type Insertable, sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';
import type { Tables } from '../../platform/db/tables.ts';
import type { AuditContent } from './audit-content.ts';

type EventRow = Omit<Insertable<Tables['audit_events']>, 'seq'>;

/** The event and what it says, in one round trip: nothing is done without one. */
export async function insertAuditEvent(tx: Tx, row: EventRow, content: AuditContent & { salt: string }): Promise<void> {
  const { salt, actorName, origin, targetName, detail } = content;
  await sql`
    with event as (
      insert into audit_events (tenant_id, id, at, event, actor_kind, actor_id, target_kind, target_id, content_hash)
      values (${row.tenant_id}, ${row.id}, ${row.at}, ${row.event}, ${row.actor_kind}, ${row.actor_id}::uuid, ${row.target_kind}, ${row.target_id}::uuid,
        ${row.content_hash})
    )
    insert into audit_contents (tenant_id, event_id, salt, actor_name, origin, target_name, detail)
    values (${row.tenant_id}, ${row.id}, ${salt}, ${actorName}, ${origin}, ${targetName}, ${detail})`.execute(tx);
}

export interface AuditFilter {
  event?: string | undefined;
  actorId?: string | undefined;
  targetId?: string | undefined;
  from?: Date | undefined;
  until?: Date | undefined;
}

/** Newest first, from `before` (a sequence number) on; walks the index (tenant_id, seq). */
export function listAuditEvents(tx: Tx, filter: AuditFilter, before: number | null, limit: number) {
  let query = tx
    .selectFrom('audit_events as e')
    .leftJoin('audit_contents as c', (join) => join.onRef('c.tenant_id', '=', 'e.tenant_id').onRef('c.event_id', '=', 'e.id'))
    .selectAll('e')
    .select(['c.actor_name', 'c.origin', 'c.target_name', 'c.detail'])
    .orderBy('seq', 'desc')
    .limit(limit);
  if (before !== null) query = query.where(sql<boolean>`seq < ${before}`);
  if (filter.event) query = query.where('event', '=', filter.event);
  if (filter.actorId) query = query.where('actor_id', '=', filter.actorId);
  if (filter.targetId) query = query.where('target_id', '=', filter.targetId);
  if (filter.from) query = query.where('at', '>=', filter.from);
  if (filter.until) query = query.where('at', '<', filter.until);
  return query.execute();
}

/** Takes away what events say about a person, as the one who did it or to whom it was done. @returns of how many events */
export async function deleteContentsAbout(tx: Tx, userId: string): Promise<number> {
  const result = await tx
    .deleteFrom('audit_contents')
    .where('event_id', 'in', (db) =>
      db
        .selectFrom('audit_events')
        .select('id')
        .where((e) => e.or([e('target_id', '=', userId), e('actor_id', '=', userId)])),
    )
    .executeTakeFirst();
  return Number(result.numDeletedRows);
}
