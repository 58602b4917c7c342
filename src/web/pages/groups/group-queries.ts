import type { Group } from '../../../contract/groups.ts';
import { api } from '../../api.ts';

/** As many as a dropdown can hold; who has more finds them by typing on the page of groups. */
const MOST = 2000;

async function everyGroup(): Promise<Group[]> {
  const all: Group[] = [];
  let cursor: string | undefined;
  do {
    const page = await api.groups.list({ query: { limit: 200, cursor } });
    all.push(...page.items);
    cursor = page.next ?? undefined;
  } while (cursor !== undefined && all.length < MOST);
  return all;
}

export const groupsQuery = { queryKey: ['groups', 'all'], queryFn: everyGroup, staleTime: 30_000 } as const;
export const groupQuery = (id: string) => ({
  queryKey: ['groups', 'show', id],
  queryFn: () => api.groups.show({ params: { id } }),
});
export const groupsOfQuery = (userId: string) => ({
  queryKey: ['groups', 'of', userId],
  queryFn: () => api.groups.ofUser({ params: { id: userId } }),
});
