import { Button } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import type { Group } from '../../../contract/groups.ts';
import { api } from '../../api.ts';
import { isProblem } from '../../api-problem.ts';
import { useErrorWords } from '../../error-words.ts';
import { useMay } from '../../session.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import type { Column } from '../../ui/data-table-types.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { flash } from '../../ui/flash.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { usePager } from '../../use-pager.ts';
import { GroupForm } from './group-form.tsx';
import styles from './groups.module.css';

const idOf = (group: Group): string => group.id;
const nameOf = (group: Group): string => group.name;

/** All groups, by name. */
export function GroupsPage() {
  const t = useTranslations('groups');
  const { say } = useErrorWords();
  const may = useMay();
  const navigate = useNavigate({ from: '/admin/groups' });
  const search = useSearch({ from: '/shell/admin/groups' });
  const list = useQuery({
    queryKey: ['groups', 'list', search.q, search.cursor],
    queryFn: ({ signal }) => api.groups.list({ query: { q: search.q, cursor: search.cursor, limit: 50 } }, { signal }),
    placeholderData: keepPreviousData,
  });
  const pager = usePager(search.cursor, list.data?.next);
  const open = (id: string): Promise<void> => navigate({ to: '/admin/groups/$id', params: { id } });
  const make = (on: boolean): void =>
    void navigate({ search: (now) => ({ ...now, make: on ? true : undefined }) as typeof now, replace: !on });
  const columns = useMemo<readonly Column<Group>[]>(
    () => [
      {
        id: 'name',
        header: t('name'),
        grow: true,
        fixed: true,
        card: 'title',
        cell: (group) => (
          <span className={styles.group}>
            <Link to="/admin/groups/$id" params={{ id: group.id }} className={styles.name ?? ''}>
              {group.name}
            </Link>
            {group.description === '' ? null : <span className={styles.words}>{group.description}</span>}
          </span>
        ),
      },
      {
        id: 'members',
        header: t('members'),
        width: 170,
        card: 'plain',
        cell: (group) => <span data-figures>{t('memberCount', { count: group.members })}</span>,
      },
      {
        id: 'mine',
        header: t('mine'),
        from: 'm',
        width: 150,
        blank: (group) => group.mine === null,
        cell: (group) =>
          group.mine === null ? (
            <span aria-hidden="true">—</span>
          ) : (
            <StatusBadge>{group.mine === 'admin' ? t('mineAdmin') : t('mineMember')}</StatusBadge>
          ),
      },
    ],
    [t],
  );
  const button = may('groups.create') ? <Button onClick={() => make(true)}>{t('make')}</Button> : undefined;
  return (
    <PageFrame title={t('title')} intro={t('intro')} actions={button}>
      <div className={styles.search}>
        <SearchField
          label={t('search')}
          value={search.q ?? ''}
          onChange={(q) => void navigate({ search: () => (q === '' ? {} : { q }), replace: true, resetScroll: false })}
        />
      </div>
      <DataTable
        label={t('title')}
        columns={columns}
        data={{ rows: list.data?.items ?? (list.error === null ? undefined : []), refreshing: list.isPlaceholderData, ...pager }}
        rowId={idOf}
        rowName={nameOf}
        onOpen={(group) => void open(group.id)}
        empty={
          list.error !== null ? (
            <EmptyState kind={isProblem(list.error, 'forbidden') ? 'noRight' : 'nothingMatches'} title={t('notFound')}>
              {say(list.error)}
            </EmptyState>
          ) : search.q !== undefined ? (
            <EmptyState
              kind="nothingMatches"
              title={t('noMatchTitle')}
              action={
                <Button component={Link} to="/admin/groups" variant="default">
                  {t('clear')}
                </Button>
              }
            >
              {t('noMatch')}
            </EmptyState>
          ) : (
            <EmptyState kind="nothingYet" title={t('noneTitle')} action={button}>
              {t('none')}
            </EmptyState>
          )
        }
      />
      <GroupForm
        opened={search.make ?? false}
        onClose={() => make(false)}
        onSaved={(group) => void open(group.id).then(() => flash(t('made', { name: group.name })))}
      />
    </PageFrame>
  );
}
