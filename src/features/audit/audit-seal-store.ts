import { sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';

/** An event's text in the chain: every column, as PostgreSQL writes it, so that any edit changes it. */
const TEXT = sql<string>`jsonb_build_array(e.id, e.seq, e.at, e.event, e.actor_kind, e.actor_id, e.actor_name, e.origin,
  e.target_kind, e.target_id, e.target_name, e.detail)::text`;

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

export async function sealsAfter(tx: Tx, number: number, limit: number): Promise<Seal[]> {
  return tx.selectFrom('audit_seals').selectAll().where('number', '>', number).orderBy('number').limit(limit).execute();
}

/** Events in no seal yet, the oldest first. A transaction that ran long may have an old number: a day back is looked at. */
export async function unsealedEvents(tx: Tx, limit: number): Promise<{ id: string; seq: number; text: string }[]> {
  const found = await sql<{ id: string; seq: number; text: string }>`
    select e.id, e.seq, ${TEXT} as text from audit_events e
    where e.seq > coalesce((select max(up_to_seq) from audit_seals where sealed_at < now() - interval '1 day'), 0)
      and not exists (select from audit_seal_events s where s.tenant_id = e.tenant_id and s.event_id = e.id)
    order by e.seq limit ${limit}`.execute(tx);
  return found.rows;
}

export async function countUnsealed(tx: Tx): Promise<number> {
  const found = await sql<{ n: number }>`
    select count(*) as n from audit_events e
    where not exists (select from audit_seal_events s where s.tenant_id = e.tenant_id and s.event_id = e.id)`.execute(tx);
  return found.rows[0]?.n ?? 0;
}

/** The events of a seal in their places; `text` is null for one that is gone. */
export async function eventsOfSeal(tx: Tx, number: number): Promise<{ id: string; text: string | null }[]> {
  const found = await sql<{ id: string; text: string | null }>`
    select s.event_id as id, case when e.id is not null then ${TEXT} end as text
    from audit_seal_events s left join audit_events e on e.tenant_id = s.tenant_id and e.id = s.event_id
    where s.seal = ${number} order by s.place`.execute(tx);
  return found.rows;
}

export async function insertSeal(tx: Tx, tenantId: string, seal: Omit<Seal, 'sealed_at'>, eventIds: string[]): Promise<void> {
  await tx
    .insertInto('audit_seals')
    .values({ tenant_id: tenantId, ...seal })
    .execute();
  await sql`insert into audit_seal_events (tenant_id, event_id, seal, place)
    select ${tenantId}, id, ${seal.number}, place from unnest(${eventIds}::uuid[]) with ordinality as u(id, place)`.execute(tx);
}
