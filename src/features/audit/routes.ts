import { audit } from '../../contract/audit.ts';
import { implement } from '../../platform/http/serve-api.ts';
import { showAuditLog } from './list-audit-events.ts';
import { verifyAuditLog } from './verify-audit-log.ts';

export const auditRoutes = implement(audit, {
  list: (scope, { query }) => {
    const { cursor, limit, from, until, ...filter } = query;
    const after = cursor && /^\d{1,15}$/.test(cursor) ? Number(cursor) : null;
    return showAuditLog(scope, {
      ...filter,
      from: from ? new Date(from) : undefined,
      until: until ? new Date(until) : undefined,
      cursor: after,
      limit,
    });
  },
  verify: { outside: (app, who) => verifyAuditLog(app, who) },
});
