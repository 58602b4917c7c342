import { type Insertable, sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';
import type { Tables } from '../../platform/db/tables.ts';

export async function insertAuditEvent(tx: Tx, row: Omit<Insertable<Tables['audit_events']>, 'seq'>): Promise<void> {
  await tx.insertInto('audit_events').values(row).execute();
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
  let query = tx.selectFrom('audit_events').selectAll().orderBy('seq', 'desc').limit(limit);
  if (before !== null) query = query.where(sql<boolean>`seq < ${before}`);
  if (filter.event) query = query.where('event', '=', filter.event);
  if (filter.actorId) query = query.where('actor_id', '=', filter.actorId);
  if (filter.targetId) query = query.where('target_id', '=', filter.targetId);
  if (filter.from) query = query.where('at', '>=', filter.from);
  if (filter.until) query = query.where('at', '<', filter.until);
  return query.execute();
}
