import type { Scope } from '../../platform/scope.ts';
import type { AuditEvent } from './audit-events.ts';
import { findEventOn } from './audit-store.ts';
import { addReached, type People } from './reached-store.ts';

/**
 * Has what changed many people stand in the story of each: `cause` is an event, or an act that is recorded when it ends. Of an act
 * batch by batch, in the order of the people's ids.
 */
export async function reach(scope: Scope, cause: string, people: People): Promise<void> {
  await addReached(scope.tx, scope.tenant.id, cause, people);
}

/** The same by what was recorded on something before, when it has been carried out. */
export async function reachAsRecorded(scope: Scope, event: AuditEvent, targetId: string, people: People): Promise<void> {
  const id = await findEventOn(scope.tx, event, targetId);
  if (id) await reach(scope, id, people);
}
