import { Button } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTimeZone, useTranslations } from 'use-intl';
import { api } from '../../api.ts';
import { isProblem } from '../../api-problem.ts';
import { useErrorWords } from '../../error-words.ts';
import { DataTable } from '../../ui/data-table.tsx';
import type { Column } from '../../ui/data-table-types.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ExactMoment } from '../../ui/moment.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { usePager } from '../../use-pager.ts';
import { EventFacts } from './audit-detail.tsx';
import { type AuditEvent, useEventWords } from './audit-events.ts';
import { AuditFilters } from './audit-filters.tsx';
import styles from './audit-page.module.css';
import { type AuditSearch, auditQuery } from './audit-search.ts';
import { Actor, Target } from './event-people.tsx';
import { useEventReader } from './event-reader.ts';
import { ExportLog } from './export-log.tsx';
import { VerifyLog } from './verify-log.tsx';

const idOf = (event: AuditEvent): string => event.id;

/** Who did what to whom, when, from where, and what it was before. */
export function AuditPage() {
  const t = useTranslations('auditLog');
  const ui = useTranslations('ui.filter');
  const words = useEventWords();
  const { say } = useErrorWords();
  const timeZone = useTimeZone() ?? 'UTC';
  const search = useSearch({ from: '/shell/admin/audit' });
  const navigate = useNavigate({ from: '/admin/audit' });
  const change = (next: Partial<Record<keyof AuditSearch, string | undefined>>): void =>
    void navigate({ search: (now) => ({ ...now, ...next, cursor: undefined }) as AuditSearch });
  const { cursor, ...filter } = auditQuery(search, timeZone);
  const list = useQuery({
    queryKey: ['audit', 'list', filter, cursor],
    queryFn: ({ signal }) => api.audit.list({ query: { ...filter, cursor } }, { signal }),
    placeholderData: keepPreviousData,
  });
  const pager = usePager(search.cursor, list.data?.next);
  const reader = useEventReader(list.data?.names);
  const columns = useMemo<readonly Column<AuditEvent>[]>(
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
        width: 190,
        card: 'title',
        cell: (event) => <strong className={styles.what}>{words(event.event)}</strong>,
      },
      {
        id: 'actor',
        header: t('who'),
        width: 180,
        cell: (event) => (
          <span>
            <Actor event={event} />
            {event.origin === null ? null : <span className={styles.origin}>{t('fromWhere', { origin: event.origin })}</span>}
          </span>
        ),
      },
      {
        id: 'target',
        header: t('whom'),
        blank: (event) => event.target === null,
        cell: (event) => <Target event={event} names={reader.names} />,
      },
      {
        id: 'detail',
        header: t('detail'),
        from: 'm',
        grow: true,
        card: 'plain',
        blank: (event) => !event.erased && Object.keys(event.detail).length === 0,
        cell: (event) =>
          event.erased ? <span className={styles.dim}>{t('erased')}</span> : <EventFacts event={event} reader={reader} />,
      },
    ],
    [t, words, reader],
  );
  const narrowed = Object.keys(filter).length > 0;
  const nameOf = (id: string | undefined): string | undefined =>
    (list.data?.items ?? [])
      .flatMap((event) => [event.actor, ...(event.target === null ? [] : [event.target])])
      .find((one) => one.id === id)?.name || undefined;
  return (
    <PageFrame
      title={t('title')}
      intro={t('intro')}
      actions={
        <>
          <ExportLog filter={filter} />
          <VerifyLog />
        </>
      }
    >
      <AuditFilters search={search} change={change} nameOf={nameOf} />
      <DataTable
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
              action={
                narrowed ? (
                  <Button component={Link} to="/admin/audit" variant="default">
                    {ui('clear')}
                  </Button>
                ) : undefined
              }
            >
              {narrowed ? undefined : t('nothingYet')}
            </EmptyState>
          )
        }
      />
    </PageFrame>
  );
}
