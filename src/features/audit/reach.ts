import { type RawBuilder, sql } from 'kysely';
import type { Scope } from '../../platform/scope.ts';
import type { AuditEvent } from './audit-events.ts';
import { findEventOn } from './audit-store.ts';
import { addReached } from './reached-store.ts';

/**
 * Has what changed many people stand in the story of each: `cause` is an event, or an act that is recorded when it ends. Of an act
 * batch by batch, in the order of the people's ids. `people`: their ids, or a query of them.
 */
export async function reach(scope: Scope, cause: string, people: readonly string[] | RawBuilder<unknown>): Promise<void> {
  const query = Array.isArray(people) ? sql`select unnest(${people}::uuid[])` : (people as RawBuilder<unknown>);
  await addReached(scope.tx, scope.tenant.id, cause, query);
}

/** The same by what was recorded on something before, when it has been carried out. */
export async function reachAsRecorded(
  scope: Scope,
  event: AuditEvent,
  targetId: string,
  people: RawBuilder<unknown>,
): Promise<void> {
  const id = await findEventOn(scope.tx, event, targetId);
  if (id) await reach(scope, id, people);
}
