export { auditBelongings } from './audit-belongings.ts';
export { AUDIT_EVENTS, type AuditEvent } from './audit-events.ts';
export { type AuditSubject, type ComposedEvent, composeEvent, type Doer } from './compose-event.ts';
export { showAuditLog } from './list-audit-events.ts';
export type { NamesOf } from './mentioned.ts';
export { record } from './record.ts';
export { auditRoutes } from './routes.ts';
export { sealAuditLog } from './seal-audit-log.ts';
export { verifyAuditLog } from './verify-audit-log.ts';
