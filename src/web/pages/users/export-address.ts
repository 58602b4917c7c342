import {
  EXPORT_COLUMNS,
  type ExportColumn,
  type ExportFormat,
  type UserFilterQuery,
  type UserSort,
} from '../../../contract/users.ts';

const OF: Record<string, readonly ExportColumn[]> = {
  name: ['name', 'email', 'userName', 'kind'],
  email: ['email'],
  kind: ['kind'],
  department: ['department'],
  jobTitle: ['jobTitle'],
  role: ['role'],
  groups: ['groups'],
  externalId: ['externalId'],
  locale: ['locale'],
  source: ['source'],
  startDate: ['startDate'],
  created: ['created'],
  seen: ['seen'],
  way: ['status'],
};

/** What a file holds of the columns shown, each once, in the order of the list. */
export function exportColumns(shown: readonly string[]): ExportColumn[] {
  const wanted = new Set(shown.flatMap((id) => OF[id] ?? []));
  return EXPORT_COLUMNS.filter((column) => wanted.has(column));
}

interface Export {
  filter: UserFilterQuery;
  sort: UserSort | undefined;
  columns: readonly string[];
  format: ExportFormat;
  /** the language of the page, for headings and words */
  locale: string;
}

/** Where the file of everybody who fits is to be had. */
export function exportAddress({ filter, sort, columns, format, locale }: Export): string {
  const query = new URLSearchParams({
    ...(filter as Record<string, string>),
    ...(sort === undefined ? {} : { sort }),
    columns: exportColumns(columns).join(','),
    format,
    headings: locale,
  });
  return `/api/v1/users/export?${query.toString()}`;
}
