import type { Station, UserFilter, UserSort } from '../../contract/users.ts';
import { AppError } from '../../kernel/app-error.ts';
import { isUuid } from '../../kernel/ids.ts';
import { allow, reachOf, type Scope } from '../../platform/scope.ts';
import type { UserNarrowing } from './user-filter-sql.ts';
import { countUsers, listDepartments, readStations } from './user-list-store.ts';
import { type Keyset, selectUserPage } from './user-page-store.ts';
import type { UserRecord } from './user-store.ts';
import { userRowOf } from './user-view.ts';

/** Counts on screen stop here, those of a search earlier; only what is about to happen is counted to the end. */
const COUNT_CAP = { list: 10_000, search: 1000 };

/** One page of people, by keyset: page 20,000 costs what page 1 costs. */
export async function listUsers(
  scope: Scope,
  input: { filter: UserNarrowing; sort: UserSort; cursor?: string | undefined; limit: number },
) {
  allow(scope, 'users.read');
  const after = input.cursor === undefined ? null : readCursor(input.cursor, input.sort);
  const rows = await selectUserPage(scope.tx, input.filter, scope.now, {
    sort: input.sort,
    after,
    limit: input.limit + 1,
    within: isWithin(scope),
  });
  const page = rows.slice(0, input.limit);
  const last = page.at(-1);
  return {
    items: page.map((row) => userRowOf(row, scope.now)),
    next: rows.length > input.limit && last ? cursorAfter(last, input.sort) : null,
  };
}

/** How many match: from the kept counts where those can tell, else capped. `exact` counts to the end. */
export async function countMatching(
  scope: Scope,
  filter: UserFilter,
  exact: boolean,
): Promise<{ count: number; capped: boolean }> {
  allow(scope, 'users.read');
  const cap = exact ? null : filter.q?.trim() ? COUNT_CAP.search : COUNT_CAP.list;
  const { people, more } = await countUsers(scope.tx, filter, scope.now, { cap, within: isWithin(scope) });
  return { count: people, capped: more };
}

/** How far people have come, from the kept counts. */
export async function showStations(scope: Scope): Promise<Record<Station | 'deactivated', number>> {
  allow(scope, 'users.read');
  const counts = await readStations(scope.tx, isWithin(scope));
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

/** Whoever reaches only some people has them found by their keys, and counted. */
const isWithin = (scope: Scope): boolean => reachOf(scope.actor) !== null;

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
