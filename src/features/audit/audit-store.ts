import { sql } from 'kysely';
import type { TenantId } from '../../kernel/ids.ts';
import type { Tx } from '../../platform/db/database.ts';
import { ofTenant } from '../../platform/db/tenant-wall.ts';
import type { AuditEvent } from './audit-events.ts';
import type { ComposedEvent } from './compose-event.ts';
import { storyOf } from './reached-store.ts';

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

/** Newest first, from `before` (a sequence number) on; walks the index (tenant_id, seq), or that of each target and cause. */
export async function listAuditEvents(tx: Tx, filter: AuditFilter, before: number | null, limit: number) {
  const wanted = [
    sql<boolean>`true`,
    ...(before === null ? [] : [sql<boolean>`seq < ${before}`]),
    ...(filter.event ? [sql<boolean>`event = ${filter.event}`] : []),
    ...(filter.actorId ? [sql<boolean>`actor_id = ${filter.actorId}`] : []),
    ...(filter.from ? [sql<boolean>`at >= ${filter.from}`] : []),
    ...(filter.until ? [sql<boolean>`at < ${filter.until}`] : []),
  ];
  const all = tx
    .selectFrom('audit_events')
    .selectAll()
    .where((e) => e.and(wanted))
    .orderBy('seq', 'desc')
    .limit(limit);
  const story = filter.targetId ? await storyOf(tx, filter.targetId) : null;
  const found = story
    ? tx
        .selectFrom(sql<{ id: string }>`unnest(${story.targets}::uuid[])`.as<'t'>(sql`t(id)`))
        .innerJoinLateral(all.where(sql<boolean>`target_id = t.id`).as('e'), (join) => join.onTrue())
        .selectAll('e')
        .unionAll(all.where(sql<boolean>`id = any(${story.causes}::uuid[])`))
    : all;
  return tx
    .selectFrom(found.as('e'))
    .leftJoin('audit_contents as c', (join) => join.onRef('c.tenant_id', '=', 'e.tenant_id').onRef('c.event_id', '=', 'e.id'))
    .selectAll('e')
    .select(['c.actor_name', 'c.origin', 'c.target_name', 'c.detail'])
    .orderBy('seq', 'desc')
    .limit(limit)
    .execute();
}

/** The newest event of a kind on something. */
export async function findEventOn(tx: Tx, event: AuditEvent, targetId: string): Promise<string | undefined> {
  const row = await tx
    .selectFrom('audit_events')
    .select('id')
    .where('target_id', '=', targetId)
    .where('event', '=', event)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.id;
}

/** What a person was called when something was done by or to them. */
export async function namesOf(tx: Tx, userId: string): Promise<{ name: string }[]> {
  const { rows } = await sql<{ name: string }>`
    select c.target_name as name from audit_events e join audit_contents c on c.tenant_id = e.tenant_id and c.event_id = e.id
    where e.tenant_id = ${ofTenant} and e.target_id = ${userId} and e.target_kind = 'user' and c.target_name is not null
    union
    select c.actor_name from audit_events e join audit_contents c on c.tenant_id = e.tenant_id and c.event_id = e.id
    where e.tenant_id = ${ofTenant} and e.actor_id = ${userId} and e.actor_kind = 'user'`.execute(tx);
  return rows;
}

/** The events that changed how a person is called, or where they are reached. */
export function changesOf(tx: Tx, userId: string) {
  return tx
    .selectFrom('audit_events as e')
    .innerJoin('audit_contents as c', (join) => join.onRef('c.tenant_id', '=', 'e.tenant_id').onRef('c.event_id', '=', 'e.id'))
    .select(['e.at', 'c.detail'])
    .where('e.target_id', '=', userId)
    .where('e.event', 'in', ['user.changed', 'user.addressConfirmed'])
    .execute();
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
