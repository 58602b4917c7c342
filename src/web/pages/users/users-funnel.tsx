import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useFormatter, useTranslations } from 'use-intl';
import type { Station } from '../../../contract/users.ts';
import { stationsQuery } from '../../stations.ts';
import { Funnel, type FunnelNote, type FunnelStation, type LinkLike } from '../../ui/funnel.tsx';
import type { UsersSearch } from './users-search.ts';

const stationLink = (to: '/admin/users' | '/admin/status', search: UsersSearch): LinkLike =>
  function StationLink({ className, children }) {
    return (
      <Link to={to} search={search} className={className ?? ''} resetScroll={false}>
        {children}
      </Link>
    );
  };

/** How far everybody has come; each number leads to exactly those people. */
export function UsersFunnel({
  search,
  to,
}: {
  search: Pick<UsersSearch, 'station' | 'before'>;
  to: '/admin/users' | '/admin/status';
}) {
  const t = useTranslations('people.funnel');
  const format = useFormatter();
  const { data } = useQuery(stationsQuery);
  const all = Math.max(1, data?.added ?? 0);
  const station = (id: Station, notes: FunnelNote[] = []): FunnelStation => ({
    id,
    label: t(id as 'added'),
    share: data === undefined ? 0 : data[id] / all,
    notes,
    chosen: search.station === id && search.before === undefined,
    link: stationLink(to, id === 'added' ? {} : { station: id }),
    ...(data === undefined ? {} : { number: format.number(data[id]) }),
  });
  const note = (count: number, text: string, search: UsersSearch): FunnelNote[] =>
    count > 0 ? [{ text, link: stationLink(to, search) }] : [];
  const waiting = data === undefined ? 0 : Math.max(0, data.invited - data.activated);
  return (
    <Funnel
      label={t('label')}
      stations={[
        station('added'),
        station('invited', note(data?.noAddress ?? 0, t('noAddress', { count: data?.noAddress ?? 0 }), { station: 'noAddress' })),
        station('accepted', note(data?.stuck ?? 0, t('stuck', { count: data?.stuck ?? 0 }), { station: 'stuck' })),
        station('visited'),
        station('activated', note(waiting, t('waiting', { count: waiting }), { station: 'invited', before: 'activated' })),
      ]}
    />
  );
}
