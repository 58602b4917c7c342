import type { AuditEvent } from '../audit/audit-events.ts';

/**
 * The log's events as one person's story tells them: of what was done to many what it was for this one, and not whom else; what is
 * left of an event that lost its words as the event it was.
 */
export function storyEvents(items: readonly AuditEvent[]): AuditEvent[] {
  const left = new Map(
    items.flatMap((item) => (item.event === 'audit.redacted' ? [[item.target?.id, item.detail] as const] : [])),
  );
  return items
    .filter(({ event }) => event !== 'audit.redacted')
    .map((item) => {
      const kept = left.get(item.id);
      const whole = kept ? { ...item, erased: false, actor: { ...item.actor, name: String(kept['actor']) }, detail: kept } : item;
      return { ...whole, detail: ownDetail(whole) };
    });
}

function ownDetail({ event, target, detail }: AuditEvent): AuditEvent['detail'] {
  if (target?.kind === 'act') return { act: detail['act'], params: detail['params'] ?? {} };
  if (target?.kind === 'import') return {};
  if (target?.kind !== 'group') return detail;
  return detail['admin'] === true || event === 'group.memberChanged' ? { admin: detail['admin'] } : {};
}

/** What an import was for somebody: whoever it brought in is not older than it. */
export function importWas({ at }: Pick<AuditEvent, 'at'>, createdAt: string): 'created' | 'changed' {
  return createdAt >= at ? 'created' : 'changed';
}

/** Whether the log itself tells of this deactivation: an act on many is recorded at its end, after each of them. */
export function tellsOfDeactivation(items: readonly AuditEvent[], at: string | null): boolean {
  return (
    at !== null &&
    items.some(
      (item) => (item.event === 'user.deactivated' && item.at === at) || (item.detail['act'] === 'deactivate' && item.at >= at),
    )
  );
}
