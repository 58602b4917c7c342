import { Button } from '@mantine/core';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo, useReducer, useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import type { UserListRow } from '../../../contract/users.ts';
import { api } from '../../api.ts';
import { useMay } from '../../session.tsx';
import { BulkBar } from '../../ui/bulk-bar.tsx';
import { ColumnChooser } from '../../ui/column-chooser.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { choose, chosenCount, nothing } from '../../ui/selection.ts';
import { usePager } from '../../use-pager.ts';
import { ActDialog } from '../acts/act-dialog.tsx';
import type { Asked } from '../acts/act-kinds.ts';
import { ActProgress } from '../acts/act-progress.tsx';
import { ExportMenu } from './export-menu.tsx';
import { ReachNote } from './reach-note.tsx';
import { selectionOf, useBulkActs } from './use-bulk-acts.ts';
import { useExportActs } from './use-export-acts.ts';
import { useShownColumns } from './use-shown-columns.ts';
import { useUserColumns } from './user-columns.tsx';
import { UserPanel } from './user-panel.tsx';
import { UsersEmpty } from './users-empty.tsx';
import { UsersFilters } from './users-filters.tsx';
import { UsersFunnel } from './users-funnel.tsx';
import styles from './users-page.module.css';
import { filterOf, isNarrowed } from './users-search.ts';
import { ViewsMenu } from './views-menu.tsx';

const idOf = (user: UserListRow): string => user.id;
const nameOf = (user: UserListRow): string => user.name;

/** Users → Overview: everybody, how far they have come, and everything that can be done with them. */
export function UsersPage() {
  const t = useTranslations('people');
  const format = useFormatter();
  const may = useMay();
  const search = useSearch({ from: '/shell/admin/users' });
  const navigate = useNavigate({ from: '/admin/users' });
  const client = useQueryClient();
  const filter = useMemo(() => filterOf(search), [search]);
  const key = JSON.stringify(filter);
  const list = useQuery({
    queryKey: ['users', 'list', key, search.sort, search.cursor],
    queryFn: ({ signal }) =>
      api.users.list({ query: { ...filter, sort: search.sort ?? 'name', cursor: search.cursor } }, { signal }),
    placeholderData: keepPreviousData,
  });
  const count = useQuery({
    queryKey: ['users', 'count', key],
    queryFn: ({ signal }) => api.users.count({ query: filter }, { signal }),
    placeholderData: keepPreviousData,
  });
  const [selection, select] = useReducer(choose, nothing);
  const [asked, setAsked] = useState<Asked | null>(null);
  const [exact, setExact] = useState<number | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another filter is another selection
  useEffect(() => {
    select({ do: 'clear' });
    setExact(null);
  }, [key]);

  const open = useCallback(
    (user: string | undefined) => void navigate({ search: (now) => ({ ...now, user }) as typeof now, resetScroll: false }),
    [navigate],
  );
  const columns = useUserColumns(open);
  const [hidden, setHidden] = useShownColumns(columns, search.columns);
  const shown = columns.filter(({ id }) => !hidden.has(id)).map(({ id }) => id);
  const pager = usePager(search.cursor, list.data?.next);
  const total = exact ?? (count.data === undefined || count.data.capped ? null : count.data.count);
  const chosen = chosenCount(selection, total);
  const acts = useBulkActs(selection.selection, filter, (act) =>
    setAsked({ act, selection: selectionOf(selection.selection, filter, total ?? 0), count: chosen ?? 0 }),
  );
  const taking = useExportActs(selection.selection, { filter, sort: search.sort, columns: shown });
  const follow = (act: string | undefined): void =>
    void navigate({ search: (now) => ({ ...now, act }) as typeof now, resetScroll: false });
  const chooseEverything = async (): Promise<void> => {
    const { count: all } = await client.fetchQuery({
      queryKey: ['users', 'count', key, 'exact'],
      queryFn: () => api.users.count({ query: { ...filter, exact: 'true' } }),
      staleTime: 0,
    });
    setExact(all);
    select({ do: 'all' });
  };
  const countWords =
    count.data === undefined ? undefined : t(count.data.capped ? 'countMore' : 'count', { count: count.data.count });

  return (
    <PageFrame
      title={t('title')}
      count={countWords}
      actions={
        <>
          {may('imports.run') ? (
            <Button component={Link} to="/admin/imports" variant="default">
              {t('importUsers')}
            </Button>
          ) : null}
          {may('users.create') ? (
            <Button component={Link} to="/admin/users/new">
              {t('createUser')}
            </Button>
          ) : null}
        </>
      }
    >
      <ReachNote />
      <div className={isNarrowed(search) ? styles.whole : undefined}>
        <UsersFunnel search={search} to="/admin/users" />
      </div>
      <UsersFilters
        search={search}
        before={<ViewsMenu search={search} />}
        after={
          <>
            <ColumnChooser columns={columns} hidden={hidden} onChange={setHidden} />
            {may('users.export') ? <ExportMenu filter={filter} sort={search.sort} columns={shown} /> : null}
          </>
        }
      />
      <DataTable
        label={t('title')}
        columns={columns}
        hiddenColumns={hidden}
        data={{ rows: list.data?.items ?? (list.error === null ? undefined : []), refreshing: list.isPlaceholderData, ...pager }}
        rowId={idOf}
        rowName={nameOf}
        sort={{ by: (search.sort ?? 'name').replace('-', ''), down: search.sort?.startsWith('-') ?? false }}
        onSort={({ by, down }) =>
          void navigate({
            search: (now) => ({ ...now, sort: `${down ? '-' : ''}${by}`, cursor: undefined }) as typeof now,
            resetScroll: false,
          })
        }
        selection={selection}
        onSelect={select}
        onOpen={(user) => open(user.id)}
        currentId={search.user}
        empty={
          <UsersEmpty
            error={list.error}
            narrowed={isNarrowed(search)}
            onShowBlocked={
              search.blocked
                ? undefined
                : () => void navigate({ search: (now) => ({ ...now, blocked: true, cursor: undefined }) as typeof now })
            }
          />
        }
        foot={
          list.data === undefined
            ? undefined
            : t('shown', {
                count: list.data.items.length,
                total: count.data === undefined ? '…' : `${count.data.capped ? '> ' : ''}${format.number(count.data.count)}`,
              })
        }
      />
      <BulkBar
        count={chosen}
        total={count.data?.capped ? null : total}
        everything={selection.selection.kind === 'all'}
        onAll={() => void chooseEverything()}
        onClear={() => select({ do: 'clear' })}
        acts={[...acts, ...taking]}
      />
      <ActDialog
        asked={asked}
        onClose={() => setAsked(null)}
        onStarted={(act) => {
          select({ do: 'clear' });
          follow(act);
        }}
      />
      <ActProgress id={search.act} onClose={() => follow(undefined)} />
      <UserPanel id={search.user} onClose={() => open(undefined)} />
    </PageFrame>
  );
}
