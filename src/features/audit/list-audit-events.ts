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
  const page = rows.slice(0, input.limit).map(({ detail, ...row }) => ({
    ...row,
    detail: detail === null ? {} : (JSON.parse(detail) as Record<string, unknown>),
    erased: detail === null,
  }));
  const mentioned = idsIn(
    page.map((row) => [row.detail, row.target_name ? null : row.target_id, row.erased ? row.actor_id : null]),
  );
  const names = mentioned.size ? await namesOf(scope, [...mentioned]) : {};
  const items = page.map((row) => ({
    id: row.id,
    at: row.at.toISOString(),
    event: row.event,
    // What an erased event said is gone; who did it is still there, unless it was the one who was erased.
    actor: { kind: row.actor_kind, id: row.actor_id, name: row.actor_name ?? names[row.actor_id ?? ''] ?? '' },
    origin: row.origin,
    target: row.target_kind ? { kind: row.target_kind, id: row.target_id, name: row.target_name } : null,
    detail: row.detail,
    erased: row.erased,
  }));
  return { items, next: rows.length > input.limit ? String(rows[items.length - 1]?.seq) : null, names };
}
