import { sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';
import { ofTenant } from '../../platform/db/tenant-wall.ts';

/** An event's text in the chain: every column, as PostgreSQL writes it, so that any edit changes it. */
const TEXT = sql<string>`jsonb_build_array(e.id, e.seq, e.at, e.event, e.actor_kind, e.actor_id, e.target_kind, e.target_id, e.content_hash)::text`;

export interface Seal {
  number: number;
  up_to_seq: number;
  events: number;
  hash: string;
  signature: string;
  sealed_at: Date;
}

export async function lastSeal(tx: Tx): Promise<Seal | undefined> {
  return tx.selectFrom('audit_seals').selectAll().orderBy('number', 'desc').limit(1).executeTakeFirst();
}

export async function hashOfSeal(tx: Tx, number: number): Promise<string | undefined> {
  return (await tx.selectFrom('audit_seals').select('hash').where('number', '=', number).executeTakeFirst())?.hash;
}

export async function sealsAfter(tx: Tx, number: number, limit: number): Promise<Seal[]> {
  return tx.selectFrom('audit_seals').selectAll().where('number', '>', number).orderBy('number').limit(limit).execute();
}

/**
 * Events in no seal yet after number `after`, the oldest first; null: from the beginning. A transaction that ran long may have an
 * old number: that is a day back.
 */
export async function unsealedEvents(
  tx: Tx,
  after: number | null,
  limit: number,
): Promise<{ id: string; seq: number; text: string }[]> {
  const found = await sql<{ id: string; seq: number; text: string }>`
    select e.id, e.seq, ${TEXT} as text from audit_events e
    where e.tenant_id = ${ofTenant}
      and e.seq > coalesce(${after}::bigint, (select max(up_to_seq) from audit_seals where tenant_id = ${ofTenant} and sealed_at < now() - interval '1 day'), 0)
      and not exists (select from audit_seal_events s where s.tenant_id = e.tenant_id and s.event_id = e.id)
    order by e.seq limit ${limit}`.execute(tx);
  return found.rows;
}

export async function countUnsealed(tx: Tx): Promise<number> {
  const found = await sql<{ n: number }>`
    select count(*) as n from audit_events e
    where e.tenant_id = ${ofTenant} and not exists (select from audit_seal_events s where s.tenant_id = e.tenant_id and s.event_id = e.id)`.execute(
    tx,
  );
  return found.rows[0]?.n ?? 0;
}

export interface SealedEvent {
  id: string;
  /** null: the event is gone. */
  text: string | null;
  content_hash: string | null;
  /** null: the content is gone. */
  salt: string | null;
  actor_name: string | null;
  origin: string | null;
  target_name: string | null;
  detail: string | null;
  /** The person it was about, or who did it, was erased, or words in it about somebody who was. */
  erased: boolean;
}

/** The events of some seals in their places, each with its content. */
export async function eventsOfSeals(tx: Tx, from: number, to: number): Promise<Map<number, SealedEvent[]>> {
  const found = await sql<SealedEvent & { seal: number }>`
    select s.seal, s.event_id as id, case when e.id is not null then ${TEXT} end as text, e.content_hash,
      c.salt, c.actor_name, c.origin, c.target_name, c.detail,
      case when c.event_id is null then exists (select from audit_events x where x.tenant_id = e.tenant_id and x.event = 'user.erased'
        and x.target_id in (e.target_id, e.actor_id)) or exists (select from audit_events x where x.tenant_id = e.tenant_id
        and x.event = 'audit.redacted' and x.target_id = e.id) else false end as erased
    from audit_seal_events s
    left join audit_events e on e.tenant_id = s.tenant_id and e.id = s.event_id
    left join audit_contents c on c.tenant_id = s.tenant_id and c.event_id = s.event_id
    where s.tenant_id = ${ofTenant} and s.seal between ${from} and ${to} order by s.seal, s.place`.execute(tx);
  const events = new Map<number, SealedEvent[]>();
  for (const { seal, ...event } of found.rows) {
    const before = events.get(seal);
    if (before) before.push(event);
    else events.set(seal, [event]);
  }
  return events;
}

export async function insertSeal(tx: Tx, tenantId: string, seal: Omit<Seal, 'sealed_at'>, eventIds: string[]): Promise<void> {
  await tx
    .insertInto('audit_seals')
    .values({ tenant_id: tenantId, ...seal })
    .execute();
  await sql`insert into audit_seal_events (tenant_id, event_id, seal, place)
    select ${tenantId}, id, ${seal.number}, place from unnest(${eventIds}::uuid[]) with ordinality as u(id, place)`.execute(tx);
}
