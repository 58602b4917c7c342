import { type Former, formerOf } from '../../kernel/traces.ts';
import type { Belongings } from '../../platform/belongings.ts';
import { changesOf, deleteContentsAbout, listAuditEvents, namesOf } from './audit-store.ts';
import { redactEvents } from './redact-events.ts';
import { verificationsBy } from './verification-store.ts';

/** What was done by and to a person. Erased, the events stay in the chain, without what they said. */
export const auditBelongings: Belongings = {
  name: 'auditLog',
  async about(scope, userId) {
    const [done, suffered] = [
      await listAuditEvents(scope.tx, { actorId: userId }, null, 10_000),
      await listAuditEvents(scope.tx, { targetId: userId }, null, 10_000),
    ];
    const unique = new Map([...done, ...suffered].map((row) => [row.id, row]));
    const events = [...unique.values()].map(({ at, event, actor_name, target_kind, target_name, origin, detail }) => ({
      at,
      event,
      by: actor_name,
      to: target_name,
      origin,
      detail: detail === null ? null : detailFor(target_kind, JSON.parse(detail) as Record<string, unknown>),
    }));
    return { events, verifications: await verificationsBy(scope.tx, userId) };
  },
  async formerly(scope, userId) {
    const names = (await namesOf(scope.tx, userId)).map(({ name }): Former => ({ until: scope.now, name }));
    const changes = (await changesOf(scope.tx, userId)).map(({ at, detail }) => formerOf(at, before(detail)));
    return [...names, ...changes];
  },
  async erase(scope, userId, traces) {
    await deleteContentsAbout(scope.tx, userId);
    await redactEvents(scope, userId, traces);
  },
};

/** Of what was done to many, whom else it was for is not theirs. */
function detailFor(target: string | null, detail: Record<string, unknown>): Record<string, unknown> {
  const many = { act: 'selection', group: 'people' }[target ?? ''];
  return Object.fromEntries(Object.entries(detail).filter(([field]) => field !== many));
}

/** The values of before, by field. */
function before(detail: string): Record<string, unknown> {
  const fields = Object.entries(JSON.parse(detail) as Record<string, { before?: unknown } | null>);
  return Object.fromEntries(fields.map(([field, change]) => [field, change?.before]));
}
