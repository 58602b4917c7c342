import { sql } from 'kysely';
import type { TenantId } from '../../kernel/ids.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { ComposedEvent } from './compose-event.ts';

/** The event and what it says, in one round trip (db/migrations/0018_log_in.sql). */
export async function insertAuditEvent(tx: Tx, tenantId: TenantId, one: ComposedEvent, at: Date): Promise<void> {
  await sql`
    select record_event(${tenantId}::uuid, ${one.id}, ${at}, ${one.event}, ${one.actorKind}, ${one.actorId}, ${one.targetKind}, ${one.targetId},
      ${one.contentHash}, ${one.salt}, ${one.actorName}, ${one.origin}, ${one.targetName}, ${one.detail})`.execute(tx);
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
