import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { useTranslations } from 'use-intl';
import type { ImportDetail, ImportRow } from '../../../contract/imports.ts';
import { api } from '../../api.ts';
import { useErrorWords } from '../../error-words.ts';
import { DataTable } from '../../ui/data-table.tsx';
import type { Column } from '../../ui/data-table-types.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { type BadgeTone, StatusBadge } from '../../ui/status-badge.tsx';
import { usePager } from '../../use-pager.ts';
import styles from './imports.module.css';
import { useReasonWords } from './reason-words.ts';
import { RowDetails } from './row-details.tsx';

const tones: Record<ImportRow['action'], BadgeTone> = {
  new: 'good',
  changed: 'brand',
  unchanged: 'plain',
  refused: 'red',
  skipped: 'amber',
};

/** The plan row by row, in the order of the file. */
export function RowsTable({ one }: { one: ImportDetail }) {
  const t = useTranslations('imports.page');
  const { say } = useErrorWords();
  const { group } = useReasonWords();
  const { show, code, cursor } = useSearch({ from: '/shell/admin/imports/$id' });
  const list = useQuery({
    queryKey: ['imports', 'rows', one.id, one.plan, one.state, show, code, cursor],
    queryFn: ({ signal }) =>
      api.imports.rows({ params: { id: one.id }, query: { show: show ?? 'all', code, cursor } }, { signal }),
    placeholderData: keepPreviousData,
  });
  const pager = usePager(cursor, list.data?.next);
  const columns = useRowColumns();
  const shown =
    code !== undefined
      ? group(code)
      : show === 'noted'
        ? t('noted', { count: one.counts?.noted ?? 0 })
        : show === 'not_applied'
          ? t('notAppliedCard', { count: one.result.notApplied })
          : show && t(`actions.${show}`);
  return (
    <>
      <div className={styles.rowsHead}>
        <h2 className={styles.heading}>{t('rows')}</h2>
        {shown === undefined ? null : (
          <span className={styles.dim}>
            {t('shownOf', { what: shown })}{' '}
            <Link to="/admin/imports/$id" params={{ id: one.id }} search={{}} resetScroll={false}>
              {t('showAll')}
            </Link>
          </span>
        )}
      </div>
      <DataTable
        label={t('rows')}
        columns={columns}
        data={{ rows: list.error === null ? list.data?.items : [], refreshing: list.isPlaceholderData, ...pager }}
        rowId={(row) => String(row.row)}
        rowName={(row) => row.name}
        density="close"
        empty={
          <EmptyState kind="nothingMatches" title={t('noRowsTitle')}>
            {list.error === null ? t('noRows') : say(list.error)}
          </EmptyState>
        }
      />
    </>
  );
}

function useRowColumns(): Column<ImportRow>[] {
  const t = useTranslations('imports.page');
  return [
    { id: 'row', header: t('rowNumber'), cell: (row) => row.row, width: 72 },
    {
      id: 'person',
      header: t('person'),
      card: 'title',
      grow: true,
      cell: (row) => (
        <span className={styles.person}>
          <span className={styles.header}>{row.name || <span className={styles.dim}>{t('nameless')}</span>}</span>
          <span className={styles.address}>{[row.email, row.number].filter(Boolean).join(' · ')}</span>
        </span>
      ),
    },
    {
      id: 'what',
      header: t('what'),
      card: 'plain',
      cell: (row) => <StatusBadge tone={tones[row.action]}>{t(`actions.${row.action}`)}</StatusBadge>,
    },
    {
      id: 'details',
      header: t('details'),
      card: 'plain',
      cell: (row) => <RowDetails row={row} />,
      blank: (row) => row.reason === null && row.changes.length + row.notes.length === 0 && row.notApplied === null,
    },
  ];
}
