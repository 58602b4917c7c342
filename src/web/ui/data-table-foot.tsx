import { Button } from '@mantine/core';
import { useTranslations } from 'use-intl';
import styles from './data-table.module.css';
import type { DataTableProps } from './data-table-types.ts';

/** What is shown, and the ways to the next page and back. */
export function DataTableFoot<Row>({ data, foot, quiet = false }: DataTableProps<Row> & { quiet?: boolean }) {
  const t = useTranslations('ui.table');
  const { onNext, onBack } = data;
  if (onNext === undefined && onBack === undefined && (foot === undefined || quiet)) return null;
  return (
    <div className={styles.foot} data-no-print>
      <span>{quiet ? null : foot}</span>
      <div className={styles.pager}>
        {onBack === undefined ? null : (
          <Button variant="default" size="compact-md" onClick={onBack}>
            {t('back')}
          </Button>
        )}
        {onNext === undefined ? null : (
          <Button variant="default" size="compact-md" onClick={onNext}>
            {t('next')}
          </Button>
        )}
      </div>
    </div>
  );
}
