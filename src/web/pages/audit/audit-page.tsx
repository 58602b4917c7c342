import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import type { z } from 'zod';
import type { audit } from '../../../contract/audit.ts';
import { api } from '../../api.ts';
import { isProblem } from '../../api-problem.ts';
import { useErrorWords } from '../../error-words.ts';
import { DataTable } from '../../ui/data-table.tsx';
import type { Column } from '../../ui/data-table-types.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FilterChips } from '../../ui/filter-chips.tsx';
import { ExactMoment } from '../../ui/moment.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { usePager } from '../../use-pager.ts';
import { Detail } from './audit-detail.tsx';
import { useEventNames, useEventWords } from './audit-events.ts';
import styles from './audit-page.module.css';
import type { AuditSearch } from './audit-search.ts';

type Event = z.output<typeof audit.list.ok>['items'][number];
const idOf = (event: Event): string => event.id;

/** Who did what to whom, and when. */
export function AuditPage() {
  const t = useTranslations('auditLog');
  const words = useEventWords();
  const names = useEventNames();
  const { say } = useErrorWords();
  const search = useSearch({ from: '/shell/admin/audit' });
  const navigate = useNavigate({ from: '/admin/audit' });
  const change = (next: Partial<Record<keyof AuditSearch, string | undefined>>): void =>
    void navigate({ search: (now) => ({ ...now, ...next, cursor: undefined }) as AuditSearch });
  const list = useQuery({
    queryKey: ['audit', search],
    queryFn: ({ signal }) => api.audit.list({ query: search }, { signal }),
    placeholderData: keepPreviousData,
  });
  const pager = usePager(search.cursor, list.data?.next);
  const columns = useMemo<readonly Column<Event>[]>(
    () => [
      {
        id: 'at',
        header: t('when'),
        width: 170,
        card: 'plain',
        cell: (event) => (
          <span className={styles.when}>
            <ExactMoment at={event.at} />
          </span>
        ),
      },
      {
        id: 'event',
        header: t('what'),
        card: 'title',
        cell: (event) => <strong className={styles.what}>{words(event.event)}</strong>,
      },
      { id: 'actor', header: t('who'), cell: (event) => <Actor event={event} /> },
      { id: 'target', header: t('whom'), blank: (event) => !event.target?.name, cell: (event) => <Target event={event} /> },
      {
        id: 'detail',
        header: t('detail'),
        from: 'm',
        card: 'plain',
        blank: (event) => Object.keys(event.detail).length === 0,
        cell: (event) => <Detail detail={event.detail} origin={event.origin} />,
      },
    ],
    [t, words],
  );
  const narrowed = search.event !== undefined || search.actorId !== undefined || search.targetId !== undefined;
  const known = (id: string | undefined, of: 'actor' | 'target') =>
    id === undefined ? [] : [{ value: id, label: list.data?.items.find((event) => event[of]?.id === id)?.[of]?.name ?? '…' }];
  return (
    <PageFrame title={t('title')} intro={t('intro')}>
      <FilterChips
        filters={[
          {
            id: 'event',
            label: t('what'),
            single: true,
            options: names.map((value) => ({ value, label: words(value) })),
            chosen: search.event === undefined ? [] : [search.event],
          },
          ...(search.actorId === undefined
            ? []
            : [
                {
                  id: 'actorId',
                  label: t('who'),
                  single: true,
                  options: known(search.actorId, 'actor'),
                  chosen: [search.actorId],
                },
              ]),
          ...(search.targetId === undefined
            ? []
            : [
                {
                  id: 'targetId',
                  label: t('whom'),
                  single: true,
                  options: known(search.targetId, 'target'),
                  chosen: [search.targetId],
                },
              ]),
        ]}
        onChange={(id, [chosen]) => change({ [id]: chosen })}
        onClear={narrowed ? () => change({ event: undefined, actorId: undefined, targetId: undefined }) : undefined}
      />
      <DataTable
        name="audit"
        label={t('title')}
        density="close"
        columns={columns}
        data={{ rows: list.error === null ? list.data?.items : [], refreshing: list.isPlaceholderData, ...pager }}
        rowId={idOf}
        rowName={idOf}
        empty={
          list.error !== null ? (
            <EmptyState kind={isProblem(list.error, 'forbidden') ? 'noRight' : 'nothingMatches'} title={say(list.error)} />
          ) : (
            <EmptyState
              kind={narrowed ? 'nothingMatches' : 'nothingYet'}
              title={narrowed ? t('nothingFits') : t('nothingYetTitle')}
            >
              {narrowed ? undefined : t('nothingYet')}
            </EmptyState>
          )
        }
      />
    </PageFrame>
  );
}

function Actor({ event }: { event: Event }) {
  const t = useTranslations('auditLog');
  const { actor } = event;
  const name =
    actor.kind === 'system'
      ? t('system')
      : actor.kind === 'key'
        ? t('key', { name: actor.name })
        : actor.kind === 'anonymous'
          ? t('anonymous')
          : actor.name;
  if (actor.id === null) return <span>{name}</span>;
  return (
    <Link to="." search={(now) => ({ ...now, actorId: actor.id ?? undefined, cursor: undefined })} className={styles.quiet ?? ''}>
      {name}
    </Link>
  );
}

function Target({ event }: { event: Event }) {
  const { target } = event;
  if (!target?.name) return <span aria-hidden="true">—</span>;
  if (target.kind === 'user' && target.id !== null) {
    return (
      <Link to="/admin/users" search={{ user: target.id, blocked: true }} className={styles.quiet ?? ''}>
        {target.name || '…'}
      </Link>
    );
  }
  return <span>{target.name || '—'}</span>;
}
