import { allow, type Scope } from '../../platform/scope.ts';
import { type AuditFilter, listAuditEvents } from './audit-store.ts';
import { idsIn, type NamesOf } from './mentioned.ts';

/** One page of the audit log, newest first. `cursor` is the last sequence number of the page before. */
export async function showAuditLog(
  scope: Scope,
  input: AuditFilter & { cursor: number | null; limit: number },
  namesOf: NamesOf = async () => ({}),
) {
  allow(scope, 'audit.read');
  const rows = await listAuditEvents(scope.tx, input, input.cursor, input.limit + 1);
  const items = rows.slice(0, input.limit).map((row) => ({
    id: row.id,
    at: row.at.toISOString(),
    event: row.event,
    actor: { kind: row.actor_kind, id: row.actor_id, name: row.actor_name ?? '' },
    origin: row.origin,
    target: row.target_kind ? { kind: row.target_kind, id: row.target_id, name: row.target_name } : null,
    detail: row.detail === null ? {} : (JSON.parse(row.detail) as Record<string, unknown>),
    erased: row.detail === null,
  }));
  const mentioned = idsIn(items.map(({ detail, target }) => [detail, target?.name ? null : target?.id]));
  return {
    items,
    next: rows.length > input.limit ? String(rows[items.length - 1]?.seq) : null,
    names: mentioned.size ? await namesOf(scope, [...mentioned]) : {},
  };
}
