import { newId } from '../../kernel/ids.ts';
import type { Actor, Scope } from '../../platform/scope.ts';
import type { AuditEvent } from './audit-events.ts';
import { insertAuditEvent } from './audit-store.ts';

export interface AuditSubject {
  target?: { kind: 'user' | 'import' | 'wave' | 'template' | 'key' | 'tenant' | 'mail' | 'group'; id: string; name?: string };
  /** Before and after by field, counts, choices. Never a secret. */
  detail?: Record<string, unknown>;
}

/** Writes one row in the transaction of the act: one per single change, or one per whole wave, import or bulk act. */
export async function record(scope: Scope, event: AuditEvent, subject: AuditSubject = {}): Promise<void> {
  await insertAuditEvent(scope.tx, {
    tenant_id: scope.tenant.id,
    id: newId<'auditEvent'>(),
    at: scope.now,
    event,
    ...actorColumns(scope.actor),
    target_kind: subject.target?.kind ?? null,
    target_id: subject.target?.id ?? null,
    target_name: subject.target?.name ?? null,
    detail: JSON.stringify(subject.detail ?? {}),
  });
}

function actorColumns(actor: Actor) {
  const origin = actor.origin ?? null;
  switch (actor.kind) {
    case 'user':
      return { actor_kind: 'user', actor_id: actor.userId, actor_name: actor.name, origin };
    case 'key':
      return { actor_kind: 'key', actor_id: actor.keyId, actor_name: actor.name, origin };
    case 'system':
      return { actor_kind: 'system', actor_id: null, actor_name: actor.name, origin };
    case 'anonymous':
      return { actor_kind: 'anonymous', actor_id: null, actor_name: '', origin };
  }
}
