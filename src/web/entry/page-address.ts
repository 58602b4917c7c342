/** Which page is wanted, and the secret that came with it. */
export type PageAddress =
  | { page: 'login' | 'forgot' }
  | { page: 'activate' | 'reset' | 'confirm'; id: string; secret: string }
  | { page: 'setup'; code: string };

interface Kept {
  secret?: string;
}

/**
 * Reads the address and takes the secret out of it: it must not stay where it can be read over a shoulder, bookmarked or
 * shared. The history entry keeps it (never sent anywhere), so that a reload still works.
 */
export function readPageAddress(location: Location, history: History): PageAddress {
  const [, page = '', id = ''] = location.pathname.split('/');
  const fromAddress = location.hash.slice(1);
  const kept = (history.state as Kept | null)?.secret;
  const secret = fromAddress || kept || '';
  if (fromAddress) history.replaceState({ secret } satisfies Kept, '', location.pathname + location.search);
  if (page === 'activate' || page === 'reset' || page === 'confirm') return { page, id, secret };
  if (page === 'setup') return { page, code: secret };
  return { page: page === 'forgot' ? 'forgot' : 'login' };
}

/** Where to go after logging in: a path of ours, or home. Anything that could leave the site is ignored. */
export function nextPath(search: string, origin: string): string {
  const wanted = new URLSearchParams(search).get('next');
  if (!wanted?.startsWith('/')) return '/';
  try {
    const url = new URL(wanted, origin);
    return url.origin === origin ? url.pathname + url.search + url.hash : '/';
  } catch {
    return '/';
  }
}
