import { type Id, newId } from '../../kernel/ids.ts';
import type { Actor } from '../../platform/scope.ts';
import { randomSecret } from '../../platform/secrets.ts';
import { type AuditContent, hashContent } from './audit-content.ts';
import type { AuditEvent } from './audit-events.ts';

export interface AuditSubject {
  target?: {
    kind: 'user' | 'act' | 'import' | 'wave' | 'template' | 'key' | 'tenant' | 'mail' | 'group' | 'view' | 'event';
    id: string;
    name?: string;
  };
  /** Before and after by field, counts, choices. Never a secret. */
  detail?: Record<string, unknown>;
}

/** Who did it, as far as the log keeps it. */
export interface Doer {
  kind: Actor['kind'];
  /** Of the person or the key. */
  id: string | null;
  name: string;
  origin: string | null;
}

export function doerOf(actor: Actor): Doer {
  const id = actor.kind === 'user' ? actor.userId : actor.kind === 'key' ? actor.keyId : null;
  return { kind: actor.kind, id, name: actor.kind === 'anonymous' ? '' : actor.name, origin: actor.origin ?? null };
}

/** One event as it is written: ids, salt and hash made here, the moment by whoever writes it. */
export interface ComposedEvent extends AuditContent {
  id: Id<'auditEvent'>;
  event: AuditEvent;
  actorKind: Actor['kind'];
  actorId: string | null;
  targetKind: string | null;
  targetId: string | null;
  salt: string;
  contentHash: string;
}

export function composeEvent(doer: Doer, event: AuditEvent, { target, detail }: AuditSubject): ComposedEvent {
  const salt = randomSecret(16);
  const content: AuditContent = {
    actorName: doer.name,
    origin: doer.origin,
    targetName: target?.name ?? null,
    detail: JSON.stringify(detail ?? {}),
  };
  return {
    ...content,
    id: newId<'auditEvent'>(),
    event,
    actorKind: doer.kind,
    actorId: doer.id,
    targetKind: target?.kind ?? null,
    targetId: target?.id ?? null,
    salt,
    contentHash: hashContent(salt, content),
  };
}
