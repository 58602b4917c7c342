import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { ApiKey } from '../../../contract/keys.ts';
import { api } from '../../api.ts';
import { isProblem } from '../../api-problem.ts';
import { useErrorWords } from '../../error-words.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import type { Column } from '../../ui/data-table-types.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Moment } from '../../ui/moment.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import styles from './keys-page.module.css';
import { MakeKey } from './make-key.tsx';

const idOf = (key: ApiKey): string => key.id;
const nameOf = (key: ApiKey): string => key.name;
const nothing = <span aria-hidden="true">—</span>;

/** Keys with which other programs do what a person may do. */
export function KeysPage() {
  const t = useTranslations('keys');
  const { say } = useErrorWords();
  const client = useQueryClient();
  const { data, error } = useQuery({ queryKey: ['keys'], queryFn: () => api.keys.list() });
  const [making, setMaking] = useState(false);
  const [ending, setEnding] = useState<ApiKey | null>(null);
  const columns = useMemo<readonly Column<ApiKey>[]>(
    () => [
      {
        id: 'name',
        header: t('name'),
        fixed: true,
        grow: true,
        card: 'title',
        cell: (key) => (
          <span className={styles.name}>
            <strong>{key.name}</strong>
            <code>{key.prefix}…</code>
          </span>
        ),
      },
      { id: 'scopes', header: t('may'), from: 'm', cell: (key) => t('scopeCount', { count: key.scopes.length }) },
      { id: 'madeBy', header: t('madeBy'), from: 'm', cell: (key) => key.madeBy },
      {
        id: 'used',
        header: t('lastUsed'),
        from: 'l',
        blank: (key) => key.lastUsedAt === null,
        cell: (key) => (key.lastUsedAt === null ? nothing : <Moment at={key.lastUsedAt} />),
      },
      {
        id: 'expires',
        header: t('expires'),
        from: 'l',
        cell: (key) => (key.expiresAt === null ? t('never') : <Moment at={key.expiresAt} />),
      },
      {
        id: 'state',
        header: t('state'),
        width: 120,
        cell: (key) =>
          key.works ? (
            <StatusBadge tone="good">{t('works')}</StatusBadge>
          ) : (
            <StatusBadge>{t(key.revokedAt === null ? 'dead' : 'revoked')}</StatusBadge>
          ),
      },
      {
        id: 'actions',
        header: t('actions'),
        align: 'end',
        width: 120,
        card: 'actions',
        cell: (key) =>
          key.works ? (
            <Button
              variant="subtle"
              color="red"
              size="compact-sm"
              onClick={() => setEnding(key)}
              aria-label={t('revokeNamed', { name: key.name })}
            >
              {t('revoke')}
            </Button>
          ) : null,
      },
    ],
    [t],
  );
  return (
    <PageFrame
      title={t('title')}
      intro={t.rich('intro', { docs: (words) => <a href="/api/docs">{words}</a> })}
      actions={
        data === undefined || data.keys.length === 0 ? undefined : <Button onClick={() => setMaking(true)}>{t('make')}</Button>
      }
    >
      <DataTable
        label={t('title')}
        columns={columns}
        data={{ rows: error === null ? data?.keys : [] }}
        rowId={idOf}
        rowName={nameOf}
        empty={
          error === null ? (
            <EmptyState
              kind="nothingYet"
              title={t('noneTitle')}
              action={<Button onClick={() => setMaking(true)}>{t('make')}</Button>}
            >
              {t('none')}
            </EmptyState>
          ) : (
            <EmptyState kind={isProblem(error, 'forbidden') ? 'noRight' : 'nothingMatches'} title={say(error)} />
          )
        }
      />
      <MakeKey opened={making} onClose={() => setMaking(false)} />
      <ConfirmDialog
        opened={ending !== null}
        onClose={() => setEnding(null)}
        title={t('revokeTitle', { name: ending?.name ?? '' })}
        act={t('revoke')}
        danger
        say={say}
        onConfirm={async () => {
          if (ending === null) return;
          await api.keys.revoke({ params: { id: ending.id } });
          await client.invalidateQueries({ queryKey: ['keys'] });
        }}
      >
        {t('revokeWords')}
      </ConfirmDialog>
    </PageFrame>
  );
}
