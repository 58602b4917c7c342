import { compact, text } from '../../search-params.ts';

export const auditSearch = (search: Record<string, unknown>) =>
  compact({
    event: text(search, 'event'),
    actorId: text(search, 'actorId'),
    targetId: text(search, 'targetId'),
    from: text(search, 'from'),
    until: text(search, 'until'),
    cursor: text(search, 'cursor'),
  });
export type AuditSearch = ReturnType<typeof auditSearch>;
