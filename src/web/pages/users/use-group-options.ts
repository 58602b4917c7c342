import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api.ts';
import type { FilterOption } from '../../ui/filter-chip.tsx';

const SHOWN = 50;

/** The groups to choose from: those chosen by their names, and the first ones that fit what is typed. */
export function useGroupOptions(chosen: readonly string[]): { options: FilterOption[]; onFind: (typed: string) => void } {
  const [typed, onFind] = useState('');
  const found = useQuery({
    queryKey: ['groups', 'find', typed],
    queryFn: ({ signal }) => api.groups.list({ query: { q: typed, limit: SHOWN } }, { signal }),
    staleTime: 60_000,
    placeholderData: keepPreviousData,
  });
  const items = found.data?.items ?? [];
  const elsewhere = found.data === undefined ? [] : chosen.filter((id) => !items.some((group) => group.id === id));
  const named = useQueries({
    queries: elsewhere.map((id) => ({
      queryKey: ['groups', 'show', id],
      queryFn: () => api.groups.show({ params: { id } }),
      staleTime: 60_000,
      retry: false,
    })),
  });
  const others = named.flatMap(({ data }) => (data === undefined ? [] : [data]));
  return { options: [...others, ...items].map(({ id, name }) => ({ value: id, label: name })), onFind };
}
