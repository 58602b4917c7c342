import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { MAIL_FATES, type Station, type UserRow } from '../../../contract/users.ts';
import { api } from '../../api.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { FilterChips } from '../../ui/filter-chips.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { usePager } from '../../use-pager.ts';
import { UserPanel } from '../users/user-panel.tsx';
import { UsersEmpty } from '../users/users-empty.tsx';
import { UsersFunnel } from '../users/users-funnel.tsx';
import { MailTotals } from './mail-totals.tsx';
import { useStatusColumns } from './status-columns.tsx';
import type { StatusSearch } from './status-search.ts';
import { TransportBanner } from './transport-banner.tsx';

const idOf = (user: UserRow): string => user.id;
const nameOf = (user: UserRow): string => user.name;

/** The places somebody can be, between two stations. */
const places = {
  notAccepted: { station: 'invited', before: 'accepted' },
  notVisited: { station: 'accepted', before: 'visited' },
  notIn: { station: 'visited', before: 'activated' },
  in: { station: 'activated' },
  stuck: { station: 'stuck' },
  noAddress: { station: 'noAddress' },
} as const satisfies Record<string, { station: Station; before?: Station }>;
type Place = keyof typeof places;

const placeOf = ({ station, before }: StatusSearch): Place | undefined =>
  (Object.keys(places) as Place[]).find((place) => {
    const wanted: { station: Station; before?: Station } = places[place];
    return wanted.station === station && wanted.before === before;
  });

/** Status Email: were the mails sent, did they arrive, who got in; in total and per person. */
export function StatusPage() {
  const t = useTranslations('status');
  const search = useSearch({ from: '/shell/admin/status' });
  const navigate = useNavigate({ from: '/admin/status' });
  const filter = useMemo(
    () => ({ q: search.q, station: search.station ?? ('invited' as const), before: search.before, mail: search.mail }),
    [search.q, search.station, search.before, search.mail],
  );
  const list = useQuery({
    queryKey: ['users', 'status', filter, search.cursor],
    queryFn: ({ signal }) => api.users.list({ query: { ...filter, cursor: search.cursor } }, { signal }),
    placeholderData: keepPreviousData,
  });
  const totals = useQuery({ queryKey: ['mail', 'totals'], queryFn: () => api.mail.totals() });
  const open = useCallback(
    (user: string | undefined) => void navigate({ search: (now) => ({ ...now, user }) as StatusSearch, resetScroll: false }),
    [navigate],
  );
  const columns = useStatusColumns(totals.data?.opened !== null);
  const pager = usePager(search.cursor, list.data?.next);
  const change = (next: Partial<Record<keyof StatusSearch, string | undefined>>, replace = false): void =>
    void navigate({ search: (now) => ({ ...now, ...next, cursor: undefined }) as StatusSearch, replace, resetScroll: false });
  const place = placeOf(search);
  return (
    <PageFrame title={t('title')} intro={t('intro')}>
      <TransportBanner />
      <UsersFunnel search={search} to="/admin/status" />
      <MailTotals totals={totals.data} />
      <FilterChips
        before={
          <SearchField
            label={t('search')}
            value={search.q ?? ''}
            onChange={(q) => change({ q: q === '' ? undefined : q }, true)}
          />
        }
        filters={[
          {
            id: 'place',
            label: t('place'),
            single: true,
            options: (Object.keys(places) as Place[]).map((value) => ({ value, label: t(`places.${value}`) })),
            chosen: place === undefined ? [] : [place],
          },
          {
            id: 'mail',
            label: t('mailFilter'),
            single: true,
            options: MAIL_FATES.map((value) => ({ value, label: t(`fates.${value}`) })),
            chosen: search.mail === undefined ? [] : [search.mail],
          },
        ]}
        onChange={(id, [chosen]) =>
          change(
            id === 'mail'
              ? { mail: chosen }
              : chosen === undefined
                ? { station: undefined, before: undefined }
                : { before: undefined, ...places[chosen as Place] },
          )
        }
        onClear={
          search.q !== undefined || search.station !== undefined || search.mail !== undefined
            ? () => change({ q: undefined, station: undefined, before: undefined, mail: undefined })
            : undefined
        }
      />
      <DataTable
        label={t('people')}
        columns={columns}
        data={{ rows: list.data?.items ?? (list.error === null ? undefined : []), refreshing: list.isPlaceholderData, ...pager }}
        rowId={idOf}
        rowName={nameOf}
        onOpen={(user) => open(user.id)}
        currentId={search.user}
        empty={
          <UsersEmpty
            error={list.error}
            narrowed={search.q !== undefined || search.station !== undefined || search.mail !== undefined}
            of="status"
          />
        }
      />
      <UserPanel id={search.user} onClose={() => open(undefined)} />
    </PageFrame>
  );
}
