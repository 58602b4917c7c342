import { isUuid } from '../../../kernel/ids.ts';
import { instantAt } from '../../../kernel/local-time.ts';
import { compact, text } from '../../search-params.ts';

const DAY = /^\d{4}-\d\d-\d\d$/;
const day = (search: Record<string, unknown>, name: string): string | undefined => {
  const found = text(search, name);
  return found !== undefined && DAY.test(found) && !Number.isNaN(Date.parse(found)) ? found : undefined;
};

const id = (search: Record<string, unknown>, name: string): string | undefined => {
  const found = text(search, name);
  return found !== undefined && isUuid(found) ? found : undefined;
};

/** What the address holds; `from` and `until` are whole days. */
export const auditSearch = (search: Record<string, unknown>) =>
  compact({
    event: text(search, 'event'),
    actorId: id(search, 'actorId'),
    targetId: id(search, 'targetId'),
    from: day(search, 'from'),
    until: day(search, 'until'),
    cursor: text(search, 'cursor'),
  });
export type AuditSearch = ReturnType<typeof auditSearch>;

/** The same as the API takes it: from the first moment of a day to the end of another, where the reader is. */
export function auditQuery({ from, until, ...rest }: AuditSearch, timeZone: string) {
  return compact({
    ...rest,
    from: from === undefined ? undefined : instantAt(from, 0, timeZone).toISOString(),
    until: until === undefined ? undefined : instantAt(dayAfter(until), 0, timeZone).toISOString(),
  });
}

const dayAfter = (date: string): string => new Date(Date.parse(date) + 86_400_000).toISOString().slice(0, 10);
