import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { UserRow } from '../../../contract/users.ts';
import { api } from '../../api.ts';

/** People whose name, address or number begins with what is typed, for fields that take somebody; `blocked`: blocked ones too. */
export function useFoundPeople(typed: string, { enabled = true, blocked = false } = {}): readonly UserRow[] {
  const [q] = useDebouncedValue(typed.trim(), 150);
  const { data } = useQuery({
    queryKey: ['users', 'found', q, blocked],
    queryFn: ({ signal }) =>
      api.users.list({ query: { q, limit: 20, ...(blocked ? { blocked: 'true' as const } : {}) } }, { signal }),
    placeholderData: keepPreviousData,
    enabled,
  });
  return data?.items ?? [];
}
