import { type ExportColumn, USER_SOURCES, type UserRow } from '../../contract/users.ts';
import { LOCALE_NAMES, type Locale } from '../../kernel/locale.ts';
import { translator } from '../../kernel/messages.ts';
import type { App } from '../../platform/scope.ts';
import type { Cell } from '../../platform/workbook-xml.ts';
import type { GroupNames } from './user-view.ts';

export const headingOf = {
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
  groups: 'people.groups',
  source: 'people.source',
  startDate: 'people.startDate',
  created: 'people.added',
  seen: 'people.lastSeen',
} as const satisfies Record<ExportColumn, string>;

/** What stands in a cell, in the words of a language. */
export function cellReader(app: App, locale: Locale): (row: UserRow, column: ExportColumn, groups: GroupNames) => Cell {
  const t = translator(locale, app.words[locale]);
  return (row, column, groups) => {
    switch (column) {
      case 'role':
        return t(`people.roles.${row.role}`);
      case 'kind':
        return t(`people.kinds.${row.kind}`);
      case 'locale':
        return LOCALE_NAMES[row.locale];
      case 'status':
        return t(`people.statuses.${row.status}`);
      case 'groups':
        return groups.get(row.id)?.names.join(', ') ?? null;
      case 'source': {
        const known = USER_SOURCES.find((source) => source === row.source);
        return known ? t(`people.sources.${known}`) : row.source;
      }
      case 'startDate':
        return row.startDate === null ? null : { day: row.startDate };
      case 'created':
        return { instant: row.createdAt };
      case 'seen':
        return row.facts.lastSeenAt === null ? null : { instant: row.facts.lastSeenAt };
      default:
        return row[column];
    }
  };
}
