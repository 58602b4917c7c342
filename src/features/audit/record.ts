import type { Scope } from '../../platform/scope.ts';
import type { AuditEvent } from './audit-events.ts';
import { insertAuditEvent } from './audit-store.ts';
import { type AuditSubject, composeEvent, type Doer, doerOf } from './compose-event.ts';

/**
 * Writes one event in the transaction of the act: one per single change, or one per whole wave, import or bulk act. `doer` is
 * somebody else than the actor only where they become one by it.
 */
export async function record(
  scope: Scope,
  event: AuditEvent,
  subject: AuditSubject = {},
  doer: Doer = doerOf(scope.actor),
): Promise<void> {
  await insertAuditEvent(scope.tx, scope.tenant.id, composeEvent(doer, event, subject), scope.now);
}
