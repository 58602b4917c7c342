import type { UserId } from '../../kernel/ids.ts';
import { hasAny, mentions, type Traces, withoutTraces } from '../../kernel/traces.ts';
import type { Scope } from '../../platform/scope.ts';
import { record } from './record.ts';
import { deleteContent, eventsThatMayTell, type Telling } from './redaction-store.ts';

/**
 * Takes words about a person out of events that are about others or about many. A sealed content cannot be edited: it goes,
 * and what is left of it stands in a new event, `audit.redacted`, which says of which it is.
 */
export async function redactEvents(scope: Scope, userId: UserId, traces: Traces): Promise<void> {
  for (const event of await eventsThatMayTell(scope.tx, userId, traces)) {
    const left = redacted(event, userId, traces);
    if (!left) continue;
    await deleteContent(scope.tx, event.id);
    await record(scope, 'audit.redacted', { target: { kind: 'event', id: event.id }, detail: left });
  }
}

/** null: it does not name the person. */
export function redacted(telling: Telling, userId: string, traces: Traces): Record<string, unknown> | null {
  const detail = JSON.parse(telling.detail) as Detail;
  let left = withoutTraces(detail, traces);
  // A reason given for some people may name any of them by one name alone.
  if (hasAny(left.params?.reason ?? '', traces.names) && left.selection?.userIds?.includes(userId))
    left = { ...left, params: { ...left.params, reason: '' } };
  // Others may have the same name.
  const named = (name: string | null) => name !== null && telling.target_kind !== 'user' && mentions(name, traces);
  const by = mentions(telling.actor_name, traces) ? '' : telling.actor_name;
  if (JSON.stringify(left) === telling.detail && !named(telling.target_name) && by === telling.actor_name) return null;
  const whom = named(telling.target_name) ? '' : telling.target_name;
  return { event: telling.event, actor: by, ...(telling.target_kind ? { target: whom } : {}), ...left };
}

interface Detail extends Record<string, unknown> {
  params?: Record<string, unknown> & { reason?: string | null };
  selection?: { userIds?: string[] };
}
