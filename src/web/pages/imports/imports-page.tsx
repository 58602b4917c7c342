import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { IMPORT_LIMIT, type ImportSummary } from '../../../contract/imports.ts';
import { api } from '../../api.ts';
import { isProblem } from '../../api-problem.ts';
import { useErrorWords } from '../../error-words.ts';
import { useMay } from '../../session.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import type { Column } from '../../ui/data-table-types.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FileDrop } from '../../ui/file-drop.tsx';
import { Moment } from '../../ui/moment.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { type BadgeTone, StatusBadge } from '../../ui/status-badge.tsx';
import { usePager } from '../../use-pager.ts';
import { importQuery } from './import-query.ts';
import styles from './imports.module.css';

/** Import users: drop a file; below, the files of before with what became of them. */
export function ImportsPage() {
  const t = useTranslations('imports.page');
  const may = useMay();
  const { cursor } = useSearch({ from: '/shell/admin/imports' });
  const navigate = useNavigate();
  const list = useQuery({
    queryKey: ['imports', 'list', cursor],
    queryFn: ({ signal }) => api.imports.list({ query: { cursor } }, { signal }),
    placeholderData: keepPreviousData,
    refetchInterval: (query) =>
      query.state.data?.items.some(({ state }) => state === 'planning' || state === 'applying') ? 2000 : false,
  });
  const columns = useColumns();
  const pager = usePager(cursor, list.data?.next);
  const forbidden = isProblem(list.error, 'forbidden');
  return (
    <PageFrame title={t('title')} intro={t('intro')}>
      {may('imports.run') ? <DropFile /> : null}
      <h2 className={styles.heading}>{t('earlier')}</h2>
      <DataTable
        label={t('earlier')}
        columns={columns}
        data={{ rows: list.error === null ? list.data?.items : [], refreshing: list.isPlaceholderData, ...pager }}
        rowId={(row) => row.id}
        rowName={(row) => row.fileName}
        onOpen={(row) => void navigate({ to: '/admin/imports/$id', params: { id: row.id } })}
        empty={
          <EmptyState kind={forbidden ? 'noRight' : 'nothingYet'} title={forbidden ? t('noRightTitle') : t('emptyTitle')}>
            {forbidden ? t('noRight') : t('emptyWords')}
          </EmptyState>
        }
      />
    </PageFrame>
  );
}

function DropFile() {
  const t = useTranslations('imports.page');
  const { say } = useErrorWords();
  const navigate = useNavigate();
  const client = useQueryClient();
  const [share, setShare] = useState(0);
  const send = useMutation({
    mutationFn: (file: File) => api.imports.receive({ query: { name: file.name }, upload: file }, { onProgress: setShare }),
    onSuccess: (received) => {
      client.setQueryData(importQuery(received.id).queryKey, received);
      void client.invalidateQueries({ queryKey: ['imports', 'list'] });
      void navigate({ to: '/admin/imports/$id', params: { id: received.id } });
    },
  });
  if (send.isPending) {
    const name = send.variables.name;
    return (
      <div className={styles.sending}>
        <ProgressBar label={share < 1 ? t('uploading', { name }) : t('looking', { name })} share={share < 1 ? share : null} />
      </div>
    );
  }
  return (
    <FileDrop
      label={t('drop')}
      accept=".csv,.txt,.tsv,text/csv,text/plain"
      limit={IMPORT_LIMIT}
      hint={t('hint')}
      error={send.error === null ? null : say(send.error)}
      onFile={(file) => {
        setShare(0);
        send.mutate(file);
      }}
    />
  );
}

const tones: Record<ImportSummary['state'], BadgeTone> = {
  received: 'amber',
  planning: 'brand',
  planned: 'amber',
  applying: 'brand',
  applied: 'good',
  cancelled: 'plain',
  failed: 'red',
};

function useColumns(): Column<ImportSummary>[] {
  const t = useTranslations('imports.page');
  const person = useTranslations('person');
  const outcome = ({ state, counts, result }: ImportSummary): string => {
    if (state === 'applied' || result.created + result.changed > 0)
      return t('outcome', { created: result.created, changed: result.changed });
    return counts === null ? '' : t('planOutcome', { created: counts.new, changed: counts.changed, refused: counts.refused });
  };
  return [
    {
      id: 'file',
      header: t('file'),
      grow: true,
      card: 'title',
      cell: (row) => (
        <Link to="/admin/imports/$id" params={{ id: row.id }} className={styles.file} title={row.fileName}>
          {row.fileName}
        </Link>
      ),
    },
    {
      id: 'state',
      header: t('state'),
      card: 'plain',
      cell: (row) => <StatusBadge tone={tones[row.state]}>{t(`states.${row.state}`)}</StatusBadge>,
    },
    { id: 'result', header: t('result'), cell: outcome, blank: (row) => outcome(row) === '' },
    { id: 'when', header: t('when'), cell: (row) => <Moment at={row.createdAt} /> },
    { id: 'who', header: t('who'), from: 'm', cell: (row) => row.createdBy || person('formerUser') },
  ];
}
