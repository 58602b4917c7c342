import type { z } from 'zod';
import { audit } from '../../contract/audit.ts';
import { implement } from '../../platform/http/serve-api.ts';
import type { AuditFilter } from './audit-store.ts';
import { exportAuditLog } from './export-audit-log.ts';
import { showAuditLog } from './list-audit-events.ts';
import type { NamesOf } from './mentioned.ts';
import { verifyAuditLog } from './verify-audit-log.ts';

export const auditRoutes = (namesOf: NamesOf) =>
  implement(audit, {
    list: (scope, { query }) => {
      const { cursor, limit, ...filter } = query;
      const after = cursor && /^\d{1,15}$/.test(cursor) ? Number(cursor) : null;
      return showAuditLog(scope, { ...filterOf(filter), cursor: after, limit }, namesOf);
    },
    export: { outside: (app, who, { query }) => exportAuditLog(app, who, { ...filterOf(query), format: query.format }, namesOf) },
    verify: { outside: (app, who) => verifyAuditLog(app, who) },
  });

function filterOf({ event, actorId, targetId, from, until }: Omit<z.output<typeof audit.export.query>, 'format'>): AuditFilter {
  return { event, actorId, targetId, from: from ? new Date(from) : undefined, until: until ? new Date(until) : undefined };
}
