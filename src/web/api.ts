import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { contract } from '../contract/index.ts';
import { clientOf } from './api-client.ts';
import { isProblem } from './api-problem.ts';

/** Everything the server can be asked, typed by the contract: `api.users.list({ query: { q: 'jan' } })`. */
export const api = clientOf(contract);

/** The way to the log-in page, and back to where we were. */
export function goToLogin(ended: boolean): void {
  const next = location.pathname + location.search;
  const search = new URLSearchParams({ ...(next === '/' ? {} : { next }), ...(ended ? { note: 'ended' } : {}) }).toString();
  location.assign(`/login${search === '' ? '' : `?${search}`}`);
}

const onError = (error: unknown): void => {
  if (isProblem(error, 'unauthenticated')) goToLogin(true);
};

export const queryClient = new QueryClient({
  queryCache: new QueryCache({ onError }),
  mutationCache: new MutationCache({ onError }),
  defaultOptions: {
    // Without a connection it is said at once, instead of waiting and being done unasked when there is one again.
    mutations: { networkMode: 'always' },
    queries: {
      staleTime: 10_000,
      refetchOnWindowFocus: true,
      retry: (count, error) => count < 2 && (!isProblem(error) || error.status >= 502 || error.status === 0),
    },
  },
});
