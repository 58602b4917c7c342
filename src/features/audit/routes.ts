import type { z } from 'zod';
import { audit } from '../../contract/audit.ts';
import { implement } from '../../platform/http/serve-api.ts';
import type { AuditFilter } from './audit-store.ts';
import { exportAuditLog } from './export-audit-log.ts';
import { showAuditLog } from './list-audit-events.ts';
import type { NamesOf } from './mentioned.ts';
import { cancelVerification, showVerifications, startVerification } from './verify-audit-log.ts';

export const auditRoutes = (namesOf: NamesOf) =>
  implement(audit, {
    list: (scope, { query }) => {
      const { cursor, limit, ...filter } = query;
      const after = cursor && /^\d{1,15}$/.test(cursor) ? Number(cursor) : null;
      return showAuditLog(scope, { ...filterOf(filter), cursor: after, limit }, namesOf);
    },
    export: { outside: (app, who, { query }) => exportAuditLog(app, who, { ...filterOf(query), format: query.format }, namesOf) },
    verify: (scope, { body }) => startVerification(scope, body.id, namesOf),
    verifications: (scope) => showVerifications(scope, namesOf),
    cancelVerification: (scope, { params }) => cancelVerification(scope, params.id, namesOf),
  });

function filterOf({ event, actorId, targetId, from, until }: Omit<z.output<typeof audit.export.query>, 'format'>): AuditFilter {
  return { event, actorId, targetId, from: from ? new Date(from) : undefined, until: until ? new Date(until) : undefined };
}
