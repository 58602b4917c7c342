import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { ROLES } from '../../../contract/permissions.ts';
import { STATIONS, USER_SOURCES, USER_STATUSES } from '../../../contract/users.ts';
import { LOCALE_NAMES, LOCALES } from '../../../kernel/locale.ts';
import { api } from '../../api.ts';
import type { Filter } from '../../ui/filter-chip.tsx';
import { CheckChip, FilterChips } from '../../ui/filter-chips.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { FirstDayFields, useFirstDayWords } from './first-day-fields.tsx';
import { usePersonWords } from './person-words.ts';
import { useGroupOptions } from './use-group-options.ts';
import { isNarrowed, type UsersSearch } from './users-search.ts';

/** What narrows the list of people; all of it stands in the address. */
export function UsersFilters({ search, before, after }: { search: UsersSearch; before?: ReactNode; after?: ReactNode }) {
  const t = useTranslations('people');
  const words = usePersonWords();
  const navigate = useNavigate({ from: '/admin/users' });
  const { data } = useQuery({ queryKey: ['users', 'departments'], queryFn: () => api.users.departments(), staleTime: 60_000 });
  const groups = useGroupOptions(search.groupId ?? []);
  const firstDayWords = useFirstDayWords();
  const change = (next: Partial<Record<keyof UsersSearch, unknown>>, replace = false): void => {
    void navigate({ search: (now) => ({ ...now, ...next, cursor: undefined }) as UsersSearch, replace, resetScroll: false });
  };
  const one = (chosen: readonly (string | undefined)[]): string[] =>
    chosen.filter((value): value is string => value !== undefined);
  const filters: Filter[] = [
    {
      id: 'status',
      label: t('status'),
      options: USER_STATUSES.map((value) => ({ value, label: t(`statuses.${value}`) })),
      chosen: search.status ?? [],
    },
    {
      id: 'department',
      label: t('department'),
      single: true,
      options: (data?.departments ?? []).map((value) => ({ value, label: value })),
      chosen: one([search.department]),
    },
    { id: 'groupId', label: t('group'), chosen: search.groupId ?? [], ...groups },
    {
      id: 'role',
      label: t('permissions'),
      options: ROLES.map((value) => ({ value, label: words.role(value) })),
      chosen: search.role ?? [],
    },
    {
      id: 'kind',
      label: t('kind'),
      single: true,
      options: (['internal', 'external'] as const).map((value) => ({ value, label: t(`kinds.${value}`) })),
      chosen: one([search.kind]),
    },
    {
      id: 'locale',
      label: t('language'),
      rare: true,
      options: LOCALES.map((value) => ({ value, label: LOCALE_NAMES[value] })),
      chosen: search.locale ?? [],
    },
    {
      id: 'source',
      label: t('source'),
      single: true,
      rare: true,
      options: USER_SOURCES.map((value) => ({ value, label: words.source(value) })),
      chosen: one([search.source]),
    },
    {
      id: 'firstDay',
      label: t('startDate'),
      rare: true,
      options: [],
      chosen: one([search.startFrom, search.startUntil]),
      fields: <FirstDayFields startFrom={search.startFrom} startUntil={search.startUntil} onChange={(days) => change(days)} />,
      said: firstDayWords({ startFrom: search.startFrom, startUntil: search.startUntil }),
    },
    {
      id: 'station',
      label: t('station'),
      single: true,
      rare: true,
      options: STATIONS.map((value) => ({ value, label: t(`stations.${value}`) })),
      chosen: one([search.station]),
    },
    {
      id: 'before',
      label: t('before'),
      single: true,
      rare: true,
      options: (['invited', 'accepted', 'visited', 'activated'] as const).map((value) => ({
        value,
        label: t(`stations.${value}`),
      })),
      chosen: one([search.before]),
    },
    ...(search.importId === undefined
      ? []
      : [
          {
            id: 'importId',
            label: t('import'),
            single: true,
            rare: true,
            options: [{ value: search.importId, label: t('thisImport') }],
            chosen: [search.importId],
          },
        ]),
  ];
  const single = new Set(filters.filter((filter) => filter.single).map((filter) => filter.id));
  return (
    <FilterChips
      filters={filters}
      onChange={(id, chosen) =>
        change(
          id === 'firstDay'
            ? { startFrom: undefined, startUntil: undefined }
            : { [id]: chosen.length === 0 ? undefined : single.has(id) ? chosen[0] : chosen },
        )
      }
      onClear={
        isNarrowed(search)
          ? () =>
              void navigate({
                search: (now) => ({
                  ...(now.sort === undefined ? {} : { sort: now.sort }),
                  ...(now.columns === undefined ? {} : { columns: now.columns }),
                  ...(now.blocked ? { blocked: true as const } : {}),
                }),
                resetScroll: false,
              })
          : undefined
      }
      before={
        <>
          {before}
          <SearchField
            label={t('search')}
            value={search.q ?? ''}
            onChange={(q) => change({ q: q === '' ? undefined : q }, true)}
            slash
            onDown={() => document.querySelector<HTMLElement>('tbody a')?.focus()}
          />
        </>
      }
      after={
        <>
          <CheckChip
            label={t('showBlocked')}
            checked={search.blocked ?? false}
            onChange={(on) => change({ blocked: on ? true : undefined })}
          />
          {after}
        </>
      }
    />
  );
}
