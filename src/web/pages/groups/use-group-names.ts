import { useQuery } from '@tanstack/react-query';
import { useFormatter } from 'use-intl';
import { groupsQuery } from './group-queries.ts';

/** "Choir, Night shift and Reception": the names of some groups, in the language of the page. */
export function useGroupNames(ids: readonly string[]): string {
  const format = useFormatter();
  const { data } = useQuery(groupsQuery);
  return format.list((data ?? []).filter(({ id }) => ids.includes(id)).map(({ name }) => name));
}
