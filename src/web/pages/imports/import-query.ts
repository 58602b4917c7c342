import { queryOptions } from '@tanstack/react-query';
import { api } from '../../api.ts';

/** One import; asked again while something is going on with it. */
export const importQuery = (id: string) =>
  queryOptions({
    queryKey: ['imports', 'one', id],
    queryFn: ({ signal }) => api.imports.show({ params: { id } }, { signal }),
    refetchInterval: (query) => (query.state.data?.state === 'planning' || query.state.data?.state === 'applying' ? 700 : false),
  });
