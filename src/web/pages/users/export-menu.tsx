import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useTranslations } from 'use-intl';
import type { UserFilterQuery, UserSort } from '../../../contract/users.ts';
import { useLanguage } from '../../words.tsx';
import { exportAddress } from './export-address.ts';

interface ExportMenuProps {
  filter: UserFilterQuery;
  sort: UserSort | undefined;
  /** the ids of the columns that are shown */
  columns: readonly string[];
}

/** Takes along what is shown: everybody who fits, in this order, with these columns. */
export function ExportMenu({ filter, sort, columns }: ExportMenuProps) {
  const t = useTranslations('people');
  const { locale } = useLanguage();
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Tooltip label={t('export')}>
          <ActionIcon aria-label={t('export')}>
            <IconDownload size={18} stroke={1.6} />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown maw={300}>
        <Menu.Label>{t('exportHelp')}</Menu.Label>
        {(['xlsx', 'csv'] as const).map((format) => (
          <Menu.Item key={format} component="a" href={exportAddress({ filter, sort, columns, format, locale })} download>
            {t(`exportAs.${format}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
