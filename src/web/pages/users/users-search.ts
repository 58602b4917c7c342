import { ROLES } from '../../../contract/permissions.ts';
import { STATIONS, USER_SORTS, USER_SOURCES, USER_STATUSES, type UserFilterQuery } from '../../../contract/users.ts';
import { OVERVIEW_COLUMNS, type View, type ViewContent } from '../../../contract/views.ts';
import { LOCALES } from '../../../kernel/locale.ts';
import { choice, choices, compact, day, flag, ids, text } from '../../search-params.ts';

/** What the address of the user overview says: filters, order, columns, place, the view it began with, and whose panel is open. */
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
    groupId: ids(search, 'groupId'),
    source: choice(search, 'source', USER_SOURCES),
    startFrom: day(search, 'startFrom'),
    startUntil: day(search, 'startUntil'),
    importId: ids(search, 'importId')?.[0],
    blocked: flag(search, 'blocked'),
    sort: choice(search, 'sort', USER_SORTS),
    columns: choices(search, 'columns', OVERVIEW_COLUMNS),
    view: ids(search, 'view')?.[0],
    cursor: text(search, 'cursor'),
    user: text(search, 'user'),
    act: text(search, 'act'),
  });
export type UsersSearch = ReturnType<typeof usersSearch>;

/** The part of the address that narrows the list, as a view keeps it. */
function keptFilterOf(search: UsersSearch): ViewContent['filter'] {
  const { q, status, station, before, role, kind, locale, department, groupId, source, startFrom, startUntil } = search;
  const { importId, blocked } = search;
  return compact({
    q,
    status,
    station,
    before,
    role,
    kind,
    locale,
    department,
    groupId,
    source,
    startFrom,
    startUntil,
    importId,
    blocked,
  });
}

/** The same, as the API takes it. */
export function filterOf(search: UsersSearch): UserFilterQuery {
  const { status, role, locale, groupId, blocked, ...rest } = keptFilterOf(search);
  return compact({
    ...rest,
    status: status?.join(','),
    role: role?.join(','),
    locale: locale?.join(','),
    groupId: groupId?.join(','),
    blocked: blocked ? ('true' as const) : undefined,
  });
}

/** Is the list narrowed at all? Blocked users widen it. */
export const isNarrowed = (search: UsersSearch): boolean =>
  Object.keys(filterOf({ ...search, blocked: undefined } as UsersSearch)).length > 0;

/** What a view of this address keeps. */
export const contentOf = (search: UsersSearch): ViewContent => ({
  filter: keptFilterOf(search),
  ...compact({ sort: search.sort, columns: search.columns }),
});

/** The address that a view stands for. */
export const searchOf = ({ id, content: { filter, sort, columns } }: Pick<View, 'id' | 'content'>): UsersSearch =>
  usersSearch({ ...filter, sort, columns, view: id });

/** Does the address still say what the view keeps? */
export const isAsKept = (search: UsersSearch, view: View): boolean =>
  textOf(contentOf(search)) === textOf(contentOf(searchOf(view)));

const textOf = (content: ViewContent): string => JSON.stringify(content);
