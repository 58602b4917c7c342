import type { Scope } from '../../platform/scope.ts';
import type { AuditEvent } from './audit-events.ts';
import { insertAuditEvent } from './audit-store.ts';
import { type AuditSubject, composeEvent, type Doer, doerOf } from './compose-event.ts';

/**
 * Writes one event in the transaction of the act: one per single change, or one per whole wave, import or bulk act. `doer` is
 * somebody else than the actor only where they become one by it. @returns the event's id
 */
export async function record(
  scope: Scope,
  event: AuditEvent,
  subject: AuditSubject = {},
  doer: Doer = doerOf(scope.actor),
): Promise<string> {
  const composed = composeEvent(doer, event, subject);
  await insertAuditEvent(scope.tx, scope.tenant.id, composed, scope.now);
  return composed.id;
}
