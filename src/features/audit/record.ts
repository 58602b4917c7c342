import { newId } from '../../kernel/ids.ts';
import type { Actor, Scope } from '../../platform/scope.ts';
import { randomSecret } from '../../platform/secrets.ts';
import { type AuditContent, hashContent } from './audit-content.ts';
import type { AuditEvent } from './audit-events.ts';
import { insertAuditEvent } from './audit-store.ts';

export interface AuditSubject {
  target?: {
    kind: 'user' | 'import' | 'wave' | 'template' | 'key' | 'tenant' | 'mail' | 'group' | 'view';
    id: string;
    name?: string;
  };
  /** Before and after by field, counts, choices. Never a secret. */
  detail?: Record<string, unknown>;
}

/** Writes one event in the transaction of the act: one per single change, or one per whole wave, import or bulk act. */
export async function record(scope: Scope, event: AuditEvent, subject: AuditSubject = {}): Promise<void> {
  const { actor } = scope;
  const salt = randomSecret(16);
  const content: AuditContent = {
    actorName: actor.kind === 'anonymous' ? '' : actor.name,
    origin: actor.origin ?? null,
    targetName: subject.target?.name ?? null,
    detail: JSON.stringify(subject.detail ?? {}),
  };
  const row = {
    tenant_id: scope.tenant.id,
    id: newId<'auditEvent'>(),
    at: scope.now,
    event,
    actor_kind: actor.kind,
    actor_id: actorIdOf(actor),
    target_kind: subject.target?.kind ?? null,
    target_id: subject.target?.id ?? null,
    content_hash: hashContent(salt, content),
  };
  await insertAuditEvent(scope.tx, row, { salt, ...content });
}

function actorIdOf(actor: Actor): string | null {
  if (actor.kind === 'user') return actor.userId;
  return actor.kind === 'key' ? actor.keyId : null;
}
