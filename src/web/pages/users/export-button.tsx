import { ActionIcon, Tooltip } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useTranslations } from 'use-intl';
import type { ExportColumn, UserFilterQuery, UserSort } from '../../../contract/users.ts';

const of: Record<string, readonly ExportColumn[]> = {
  name: ['name', 'email', 'userName'],
  department: ['department'],
  jobTitle: ['jobTitle'],
  role: ['role'],
  externalId: ['externalId'],
  locale: ['locale'],
  source: ['source'],
  created: ['created'],
  seen: ['seen'],
  way: ['status'],
};

interface ExportButtonProps {
  filter: UserFilterQuery;
  sort: UserSort | undefined;
  /** the ids of the columns that are shown */
  columns: readonly string[];
}

/** Takes along what is shown: everybody who fits, in this order, with these columns. */
export function ExportButton({ filter, sort, columns }: ExportButtonProps) {
  const t = useTranslations('people');
  const wanted = ['kind' as const, ...columns.flatMap((id) => of[id] ?? [])].sort((a, b) => order(a) - order(b));
  const query = new URLSearchParams({
    ...(filter as Record<string, string>),
    ...(sort === undefined ? {} : { sort }),
    columns: wanted.join(','),
  });
  return (
    <Tooltip label={`${t('exportCsv')}. ${t('exportHelp')}`}>
      <ActionIcon
        component="a"
        href={`/api/v1/users/export?${query.toString()}`}
        download
        aria-label={t('exportCsv')}
        visibleFrom="sm"
      >
        <IconDownload size={18} stroke={1.6} />
      </ActionIcon>
    </Tooltip>
  );
}

const sequence: readonly ExportColumn[] = [
  'name',
  'email',
  'userName',
  'department',
  'jobTitle',
  'externalId',
  'role',
  'kind',
  'locale',
  'status',
];
const order = (column: ExportColumn): number => sequence.indexOf(column) + 1 || 99;
