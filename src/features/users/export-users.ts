import {
  EXPORT_COLUMNS,
  type ExportColumn,
  type ExportFormat,
  type UserFilter,
  type UserRow,
  type UserSort,
} from '../../contract/users.ts';
import type { UserId } from '../../kernel/ids.ts';
import type { Locale } from '../../kernel/locale.ts';
import { translator } from '../../kernel/messages.ts';
import type { Who } from '../../platform/http/serve-api.ts';
import { type App, allow, inTenant, type Scope } from '../../platform/scope.ts';
import { type Cell, tableFile } from '../../platform/table-file.ts';
import { record } from '../audit/index.ts';
import { cellReader, headingOf } from './export-cells.ts';
import { listUsers } from './list-users.ts';
import type { UserNarrowing } from './user-filter-sql.ts';
import type { GroupNames } from './user-view.ts';

const PAGE = 500;

interface Wanted extends UserFilter {
  /** Exactly these people; else everybody who matches. */
  userIds?: readonly string[] | undefined;
  sort: UserSort;
  columns?: readonly ExportColumn[] | undefined;
  headings?: Locale | undefined;
  format?: ExportFormat;
}

interface GroupHook {
  groupsOf(scope: Scope, ids: UserId[], most: number): Promise<GroupNames>;
}

/**
 * Everybody who matches, or the people named, as a CSV file or an Excel workbook: page by page, so that a million people take
 * no more memory than five hundred. No text becomes a formula. Records `users.exported` before the first row leaves.
 * @throws AppError `forbidden`
 */
export async function exportUsers(app: App, who: Who, wanted: Wanted, hook: GroupHook): Promise<Response> {
  allow(who, 'users.export');
  const { userIds, sort, columns = EXPORT_COLUMNS, headings: asked, format = 'csv', ...filter } = wanted;
  const locale = asked ?? (who.actor.kind === 'user' ? who.actor.locale : 'en');
  const timeZone = await inTenant(app, who, async (scope) => {
    const whom = userIds ? { people: userIds.length } : { filter };
    await record(scope, 'users.exported', { detail: { ...whom, sort, columns, format } });
    return scope.tenant.timeZone;
  });
  const t = translator(locale, app.words[locale]);
  const narrowing = userIds ? { ids: userIds, blocked: true } : filter;
  const cellsOf = cellReader(app, locale);
  const rows = pagesOf(app, who, { filter: narrowing, sort, columns, cellsOf }, hook);
  const headings = columns.map((column) => t(headingOf[column]));
  return tableFile({ format, fileName: t('people.exportFile'), title: t('people.title'), headings, rows, locale, timeZone });
}

/** Each page in a transaction of its own: a download that stands still holds none. */
async function* pagesOf(
  app: App,
  who: Who,
  wanted: {
    filter: UserNarrowing;
    sort: UserSort;
    columns: readonly ExportColumn[];
    cellsOf: (row: UserRow, column: ExportColumn, groups: GroupNames) => Cell;
  },
  hook: GroupHook,
): AsyncGenerator<Cell[][]> {
  const { filter, sort, columns, cellsOf } = wanted;
  const withGroups = columns.includes('groups');
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const from = cursor;
    const { page, groups } = await inTenant(app, who, async (scope) => {
      const page = await listUsers(scope, { filter, sort, cursor: from, limit: PAGE });
      const ids = page.items.map((row) => row.id as UserId);
      return { page, groups: withGroups ? await hook.groupsOf(scope, ids, 1000) : new Map() };
    });
    cursor = page.next;
    yield page.items.map((row) => columns.map((column) => cellsOf(row, column, groups)));
  }
}
