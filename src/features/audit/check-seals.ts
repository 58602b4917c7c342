import type { TenantId } from '../../kernel/ids.ts';
import type { App } from '../../platform/scope.ts';
import { hashContent } from './audit-content.ts';
import type { Seal, SealedEvent } from './audit-seal-store.ts';
import { hashStretch, sign } from './seal-audit-log.ts';

export interface AuditProblem {
  what: 'eventGone' | 'changed' | 'contentChanged' | 'contentGone' | 'sealForged' | 'sealGone' | 'cutOff';
  seal: number;
  eventId: string | null;
}

/** Where a chain stands: its newest seal, and that one's hash. */
export interface Link {
  number: number;
  hash: string;
}

/** What is wrong with a seal that should follow `before`: each of its events is hashed again, its signature is made again. */
export function problemsOf(
  app: Pick<App, 'secrets'>,
  tenantId: TenantId,
  before: Link,
  seal: Seal,
  events: readonly SealedEvent[],
): AuditProblem[] {
  const missing: AuditProblem[] =
    seal.number === before.number + 1 ? [] : [{ what: 'sealGone', seal: before.number + 1, eventId: null }];
  return [...missing, ...insideOf(app, tenantId, before, seal, events)];
}

function insideOf(
  app: Pick<App, 'secrets'>,
  tenantId: TenantId,
  before: Link,
  seal: Seal,
  events: readonly SealedEvent[],
): AuditProblem[] {
  const gone = events.filter((event) => event.text === null);
  if (gone.length || events.length !== seal.events) {
    const named = gone.map((event) => ({ what: 'eventGone' as const, seal: seal.number, eventId: event.id as string | null }));
    return named.length ? named : [{ what: 'eventGone', seal: seal.number, eventId: null }];
  }
  if (sign(app, tenantId, seal) !== seal.signature) return [{ what: 'sealForged', seal: seal.number, eventId: null }];
  const hash = hashStretch(
    before.hash,
    events.map((event) => event.text ?? ''),
  );
  const inChain: AuditProblem[] = hash === seal.hash ? [] : [{ what: 'changed', seal: seal.number, eventId: null }];
  return [...inChain, ...events.flatMap((event) => contentProblem(event, seal))];
}

/** An event's content must be what was hashed; it may be missing only where an event says so: its person was erased, or words in it. */
function contentProblem(event: SealedEvent, seal: Seal): AuditProblem[] {
  const { salt, actor_name: actorName, origin, target_name: targetName, detail } = event;
  if (salt === null || actorName === null || detail === null) {
    return event.erased ? [] : [{ what: 'contentGone', seal: seal.number, eventId: event.id }];
  }
  const isWhole = hashContent(salt, { actorName, origin, targetName, detail }) === event.content_hash;
  return isWhole ? [] : [{ what: 'contentChanged', seal: seal.number, eventId: event.id }];
}
