import type { Who } from '../../platform/http/serve-api.ts';
import { type App, allow, inTenant } from '../../platform/scope.ts';
import { hashContent } from './audit-content.ts';
import { countUnsealed, eventsOfSeal, type Seal, type SealedEvent, sealsAfter } from './audit-seal-store.ts';
import { hashStretch, keptHead, sealAuditLog, sign } from './seal-audit-log.ts';

export interface AuditProblem {
  what: 'eventGone' | 'changed' | 'contentChanged' | 'contentGone' | 'sealForged' | 'sealGone' | 'cutOff';
  seal: number;
  eventId: string | null;
}

export interface AuditProof {
  sealed: number;
  seals: number;
  /** Recorded so recently that no seal holds them yet. */
  unsealed: number;
  problems: AuditProblem[];
}

/**
 * Seals what is new, then proves that nothing sealed was changed, removed or cut off: every stretch is hashed again, every
 * signature checked with the installation's key, and the newest seal held against the head in the data folder.
 */
export async function verifyAuditLog(app: App, who: Who): Promise<AuditProof> {
  allow(who, 'audit.read');
  await sealAuditLog(app, who.tenantId);
  const proof: AuditProof = { sealed: 0, seals: 0, unsealed: 0, problems: [] };
  let before: { number: number; hash: string } = { number: 0, hash: '' };
  for (;;) {
    const next = await inTenant(app, who, async ({ tx }) => {
      const [seal] = await sealsAfter(tx, before.number, 1);
      return seal && { seal, events: await eventsOfSeal(tx, seal.number) };
    });
    if (!next) break;
    if (next.seal.number !== before.number + 1) proof.problems.push({ what: 'sealGone', seal: before.number + 1, eventId: null });
    proof.problems.push(...problemsOf(app, who, before.hash, next.seal, next.events));
    proof.sealed += next.seal.events;
    proof.seals += 1;
    before = next.seal;
  }
  const head = await keptHead(app, who.tenantId);
  if (head && head.number > before.number) proof.problems.push({ what: 'cutOff', seal: head.number, eventId: null });
  proof.unsealed = await inTenant(app, who, ({ tx }) => countUnsealed(tx));
  return proof;
}

function problemsOf(app: App, who: Who, before: string, seal: Seal, events: SealedEvent[]): AuditProblem[] {
  const gone = events.filter((event) => event.text === null);
  if (gone.length || events.length !== seal.events) {
    const named = gone.map((event) => ({ what: 'eventGone' as const, seal: seal.number, eventId: event.id as string | null }));
    return named.length ? named : [{ what: 'eventGone', seal: seal.number, eventId: null }];
  }
  if (sign(app, who.tenantId, seal) !== seal.signature) return [{ what: 'sealForged', seal: seal.number, eventId: null }];
  const hash = hashStretch(
    before,
    events.map((event) => event.text ?? ''),
  );
  const inChain: AuditProblem[] = hash === seal.hash ? [] : [{ what: 'changed', seal: seal.number, eventId: null }];
  return [...inChain, ...events.flatMap((event) => contentProblem(event, seal))];
}

/** An event's content must be what was hashed; it may be missing only where its person was erased. */
function contentProblem(event: SealedEvent, seal: Seal): AuditProblem[] {
  const { salt, actor_name: actorName, origin, target_name: targetName, detail } = event;
  if (salt === null || actorName === null || detail === null) {
    return event.erased ? [] : [{ what: 'contentGone', seal: seal.number, eventId: event.id }];
  }
  const isWhole = hashContent(salt, { actorName, origin, targetName, detail }) === event.content_hash;
  return isWhole ? [] : [{ what: 'contentChanged', seal: seal.number, eventId: event.id }];
}
