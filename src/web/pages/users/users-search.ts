import { ROLES } from '../../../contract/permissions.ts';
import { STATIONS, USER_SORTS, USER_STATUSES, type UserFilterQuery } from '../../../contract/users.ts';
import { LOCALES } from '../../../kernel/locale.ts';
import { choice, choices, compact, flag, text } from '../../search-params.ts';

const SOURCES = ['form', 'import', 'sample', 'setup'] as const;

/** What the address of the user overview says: filters, order, place, and whose panel is open. */
export const usersSearch = (search: Record<string, unknown>) =>
  compact({
    q: text(search, 'q'),
    status: choices(search, 'status', USER_STATUSES),
    station: choice(search, 'station', STATIONS),
    before: choice(search, 'before', STATIONS),
    role: choices(search, 'role', ROLES),
    kind: choice(search, 'kind', ['internal', 'external']),
    locale: choices(search, 'locale', LOCALES),
    department: text(search, 'department'),
    source: choice(search, 'source', SOURCES),
    importId: text(search, 'importId'),
    blocked: flag(search, 'blocked'),
    sort: choice(search, 'sort', USER_SORTS),
    cursor: text(search, 'cursor'),
    user: text(search, 'user'),
    act: text(search, 'act'),
  });
export type UsersSearch = ReturnType<typeof usersSearch>;

/** The part of the address that narrows the list, as the API takes it. */
export function filterOf({
  q,
  status,
  station,
  before,
  role,
  kind,
  locale,
  department,
  source,
  importId,
  blocked,
}: UsersSearch): UserFilterQuery {
  return compact({
    q,
    status: status?.join(','),
    station,
    before,
    role: role?.join(','),
    kind,
    locale: locale?.join(','),
    department,
    source,
    importId,
    blocked: blocked ? ('true' as const) : undefined,
  });
}

/** Is the list narrowed at all? Blocked users widen it. */
export const isNarrowed = (search: UsersSearch): boolean =>
  Object.keys(filterOf({ ...search, blocked: undefined } as UsersSearch)).length > 0;
