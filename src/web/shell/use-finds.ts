import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslations } from 'use-intl';
import { api } from '../api.ts';
import { useMay, useSession } from '../session.tsx';
import { entriesFor } from './admin-entries.ts';

export interface Find {
  id: string;
  kind: 'action' | 'person';
  name: string;
  note: string | null;
  go: () => void;
}

/** What fits what was typed: places and acts of this program, then people. */
export function useFinds(typed: string): { finds: Find[]; busy: boolean } {
  const t = useTranslations('shell');
  const me = useSession();
  const may = useMay();
  const navigate = useNavigate();
  const [wanted] = useDebouncedValue(typed.trim(), 120);
  const people = useQuery({
    queryKey: ['users', 'find', wanted],
    queryFn: ({ signal }) => api.users.list({ query: { q: wanted, limit: 7, blocked: 'true' } }, { signal }),
    enabled: wanted !== '' && may('users.read'),
    placeholderData: keepPreviousData,
  });
  const { first, office } = entriesFor(me);
  const places = [...first, ...office]
    .filter((entry) => entry.group === undefined)
    .map(
      ({ to, word }): Find => ({
        id: to,
        kind: 'action',
        name: t(word === 'overview' ? 'users' : word),
        note: null,
        go: () => void navigate({ to: to as '/' }),
      }),
    );
  const actions: Find[] = [
    ...places,
    { id: 'home', kind: 'action', name: t('home'), note: null, go: () => void navigate({ to: '/' }) },
    { id: 'profile', kind: 'action', name: t('profile'), note: null, go: () => void navigate({ to: '/profile' }) },
  ];
  const small = typed.trim().toLocaleLowerCase();
  const fitting = actions.filter((action) => action.name.toLocaleLowerCase().includes(small)).slice(0, small === '' ? 12 : 4);
  const persons = (wanted === '' ? [] : (people.data?.items ?? [])).map(
    (user): Find => ({
      id: user.id,
      kind: 'person',
      name: user.name,
      note: [user.email ?? user.userName, user.department].filter(Boolean).join(' · ') || null,
      go: () =>
        void navigate({
          to: '/admin/users',
          search: { user: user.id, ...(user.status === 'deactivated' ? { blocked: true as const } : {}) },
        }),
    }),
  );
  return { finds: small === '' ? fitting : [...persons, ...fitting], busy: people.isFetching || wanted !== typed.trim() };
}
