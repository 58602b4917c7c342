import { type RawBuilder, sql } from 'kysely';
import type { TenantId } from '../../kernel/ids.ts';
import type { Tx } from '../../platform/db/database.ts';
import { ofTenant } from '../../platform/db/tenant-wall.ts';

/** So many at most stand in a row each. */
const FEW = 20;
const BATCH = 1000;

/** Their ids, or a query of them. */
export type People = readonly string[] | RawBuilder<unknown>;

const isList = (people: People): people is readonly string[] => Array.isArray(people);

/** Whom a cause changed: an act, a batch at a time in the order of their ids, or an event, all at once. */
export async function addReached(tx: Tx, tenantId: TenantId, cause: string, people: People): Promise<void> {
  const ids = isList(people) ? sql`select unnest(${people}::uuid[])` : people;
  await sql`
    insert into audit_reached (tenant_id, cause_id, first_id, last_id, user_ids)
    select ${tenantId}, ${cause}, ids[1], ids[cardinality(ids)], ids
    from (
      select array_agg(id order by id) as ids
      from (select id, row_number() over (order by id) - 1 as place, count(*) over () as many from (select distinct id from (${ids}) as p (id)) people) numbered
      group by case when many <= ${FEW} then place else place / ${BATCH} end
    ) batches`.execute(tx);
}

/** What a person's story is found by: they themselves as a target, and whatever changed them together with others. */
export async function storyOf(tx: Tx, id: string): Promise<{ targets: string[]; causes: string[] }> {
  const { rows } = await sql<{ id: string; event: boolean }>`
    with recursive cause (id) as (
      (select cause_id from audit_reached where tenant_id = ${ofTenant} and first_id < last_id order by cause_id limit 1)
      union all
      select (select r.cause_id from audit_reached r where r.tenant_id = ${ofTenant} and r.first_id < r.last_id and r.cause_id > cause.id
        order by r.cause_id limit 1)
      from cause where cause.id is not null),
    mine as materialized (
      select cause.id from cause cross join lateral (
        select r.first_id, r.user_ids from audit_reached r
        where r.tenant_id = ${ofTenant} and r.cause_id = cause.id and r.first_id < r.last_id and r.last_id >= ${id}
        order by r.last_id limit 1) r
      where r.first_id <= ${id} and ${id} = any (r.user_ids)
      union all
      select cause_id from audit_reached where tenant_id = ${ofTenant} and first_id = last_id and last_id = ${id})
    select id, false as event from mine
    union all
    select e.id, true from audit_events e join mine on e.target_id = mine.id where e.tenant_id = ${ofTenant}`.execute(tx);
  // Of an event whose words are gone, another one says what is left of it: on the event.
  return { targets: [id, ...rows.map((row) => row.id)], causes: rows.filter((row) => !row.event).map((row) => row.id) };
}
