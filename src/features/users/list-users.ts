import type { Station, UserFilter, UserSort } from '../../contract/users.ts';
import { AppError } from '../../kernel/app-error.ts';
import { isUuid } from '../../kernel/ids.ts';
import { allow, reachOf, type Scope } from '../../platform/scope.ts';
import type { UserNarrowing } from './user-filter-sql.ts';
import { countStations, countUsers, type Keyset, listDepartments, readStations, selectUserPage } from './user-list-store.ts';
import { type UserRecord, userRowOf } from './user-view.ts';

/** Counts on screen stop here, those of a search earlier; only what is about to happen is counted to the end. */
const COUNT_CAP = { list: 10_000, search: 1000 };

/** One page of people, by keyset: page 20,000 costs what page 1 costs. */
export async function listUsers(
  scope: Scope,
  input: { filter: UserNarrowing; sort: UserSort; cursor?: string | undefined; limit: number },
) {
  allow(scope, 'users.read');
  const after = input.cursor === undefined ? null : readCursor(input.cursor, input.sort);
  const rows = await selectUserPage(scope.tx, input.filter, scope.now, input.sort, after, input.limit + 1);
  const page = rows.slice(0, input.limit);
  const last = page.at(-1);
  return {
    items: page.map((row) => userRowOf(row, scope.now)),
    next: rows.length > input.limit && last ? cursorAfter(last, input.sort) : null,
  };
}

/** How many match. Where nothing narrows the list the kept count answers; else it is capped. */
export async function countMatching(
  scope: Scope,
  filter: UserFilter,
  exact: boolean,
): Promise<{ count: number; capped: boolean }> {
  allow(scope, 'users.read');
  if (isEverybody(filter)) return { count: (await stationsOf(scope)).get('added') ?? 0, capped: false };
  const cap = filter.q?.trim() ? COUNT_CAP.search : COUNT_CAP.list;
  const count = await countUsers(scope.tx, filter, scope.now, exact ? null : cap + 1);
  return exact || count <= cap ? { count, capped: false } : { count: cap, capped: true };
}

function isEverybody(filter: UserFilter): boolean {
  const { q, ...rest } = filter;
  return !q?.trim() && Object.values(rest).every((value) => value === undefined || (Array.isArray(value) && !value.length));
}

/** How far people have come, from the kept counts. */
export async function showStations(scope: Scope): Promise<Record<Station | 'deactivated', number>> {
  allow(scope, 'users.read');
  const counts = await stationsOf(scope);
  const of = (station: string) => counts.get(station) ?? 0;
  return {
    added: of('added'),
    invited: of('invited'),
    accepted: of('accepted'),
    visited: of('visited'),
    activated: of('activated'),
    stuck: of('stuck'),
    noAddress: of('noAddress'),
    deactivated: of('deactivated'),
  };
}

/** The kept counts; whoever reaches only some people has them counted. */
const stationsOf = (scope: Scope): Promise<Map<string, number>> =>
  reachOf(scope.actor) === null ? readStations(scope.tx) : countStations(scope.tx);

export async function showDepartments(scope: Scope): Promise<string[]> {
  allow(scope, 'users.read');
  return listDepartments(scope.tx, 200);
}

const VALUE_OF: Record<string, (row: UserRecord) => string | null> = {
  name: (row) => row.sort_name,
  created: (row) => row.created_at.toISOString(),
  seen: (row) => row.last_seen_at?.toISOString() ?? null,
  start: (row) => row.start_date,
};

function cursorAfter(row: UserRecord, sort: UserSort): string {
  return Buffer.from(JSON.stringify([sort, VALUE_OF[sort.replace('-', '')]!(row), row.id])).toString('base64url');
}

/** @throws AppError `invalid` for a cursor that is none, or one of another order */
function readCursor(cursor: string, sort: UserSort): Keyset {
  try {
    const [of, value, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as [unknown, unknown, unknown];
    const isTime = value === null || (typeof value === 'string' && !Number.isNaN(Date.parse(value)));
    const fits = sort.endsWith('name') ? typeof value === 'string' : isTime;
    if (of === sort && fits && typeof id === 'string' && isUuid(id)) return { value: value as string | null, id };
  } catch {
    // A cursor we did not make.
  }
  throw new AppError('invalid', {}, [{ path: 'query.cursor', code: 'invalidField' }]);
}
