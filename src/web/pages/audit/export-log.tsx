import { Button, Menu } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useTranslations } from 'use-intl';

/** Takes along what is shown: every event that fits the filters. */
export function ExportLog({ filter }: { filter: Record<string, string> }) {
  const t = useTranslations('auditLog');
  const people = useTranslations('people');
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" leftSection={<IconDownload size={17} stroke={1.6} />}>
          {t('export')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown maw={300}>
        <Menu.Label>{t('exportHelp')}</Menu.Label>
        {(['xlsx', 'csv'] as const).map((format) => (
          <Menu.Item
            key={format}
            component="a"
            href={`/api/v1/audit/export?${new URLSearchParams({ ...filter, format }).toString()}`}
            download
          >
            {people(`exportAs.${format}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
