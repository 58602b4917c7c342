import Papa from 'papaparse';
import { EXPORT_COLUMNS, type ExportColumn, type UserFilter, type UserRow, type UserSort } from '../../contract/users.ts';
import { LOCALE_NAMES, type Locale } from '../../kernel/locale.ts';
import { translator } from '../../kernel/messages.ts';
import type { Who } from '../../platform/http/serve-api.ts';
import { type App, allow, inTenant } from '../../platform/scope.ts';
import { record } from '../audit/index.ts';
import { listUsers } from './list-users.ts';

const PAGE = 500;

interface Wanted extends UserFilter {
  sort: UserSort;
  columns?: ExportColumn[] | undefined;
  headings?: Locale | undefined;
}

/**
 * Everybody who matches as a CSV file, page by page, so that a million people take no more memory than five hundred. What a
 * spreadsheet would take for a formula gets an apostrophe in front. Records `users.exported` before the first row leaves.
 * @throws AppError `forbidden`
 */
export async function exportUsers(app: App, who: Who, wanted: Wanted): Promise<Response> {
  allow(who, 'users.export');
  const { sort, columns = [...EXPORT_COLUMNS], headings: asked, ...filter } = wanted;
  const locale = asked ?? (who.actor.kind === 'user' ? who.actor.locale : 'en');
  await inTenant(app, who, (scope) => record(scope, 'users.exported', { detail: { filter, sort, columns, format: 'csv' } }));
  const cellsOf = cellReader(app, locale);
  // A German or Dutch spreadsheet takes a comma for the sign between whole and parts.
  const delimiter = locale === 'en' ? ',' : ';';
  const lines = (rows: string[][]) =>
    `${Papa.unparse(rows, { delimiter, newline: '\r\n', escapeFormulae: /^[\s\u3000]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\0]/ })}\r\n`;
  const t = translator(locale, app.words[locale]);
  let cursor: string | null | undefined;
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const text = new TextEncoder();
      if (cursor === null) return controller.close();
      const head = cursor === undefined ? `\ufeff${lines([columns.map((column) => t(headingOf[column]))])}` : '';
      const page = await inTenant(app, who, (scope) =>
        listUsers(scope, { filter, sort, cursor: cursor ?? undefined, limit: PAGE }),
      );
      cursor = page.next;
      const rows = page.items.map((row) => columns.map((column) => cellsOf(row, column)));
      controller.enqueue(text.encode(head + (rows.length ? lines(rows) : '')));
    },
  });
  return new Response(body, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${t('people.exportFile')}.csv"`,
      'x-content-type-options': 'nosniff',
    },
  });
}

const headingOf = {
  name: 'people.name',
  email: 'people.email',
  userName: 'people.userName',
  externalId: 'people.externalId',
  department: 'people.department',
  jobTitle: 'people.jobTitle',
  role: 'people.permissions',
  kind: 'people.kind',
  locale: 'people.language',
  status: 'people.status',
  source: 'people.source',
  startDate: 'people.startDate',
  created: 'people.added',
  seen: 'people.lastSeen',
} as const satisfies Record<ExportColumn, string>;

const SOURCES = ['form', 'import', 'sample', 'setup'] as const;

function cellReader(app: App, locale: Locale): (row: UserRow, column: ExportColumn) => string {
  const t = translator(locale, app.words[locale]);
  return (row, column) => {
    switch (column) {
      case 'role':
        return t(`people.roles.${row.role}`);
      case 'kind':
        return t(`people.kinds.${row.kind}`);
      case 'locale':
        return LOCALE_NAMES[row.locale];
      case 'status':
        return t(`people.statuses.${row.status}`);
      case 'source': {
        const known = SOURCES.find((source) => source === row.source);
        return known ? t(`people.sources.${known}`) : row.source;
      }
      case 'created':
        return row.createdAt;
      case 'seen':
        return row.facts.lastSeenAt ?? '';
      default:
        return row[column] ?? '';
    }
  };
}
