/** How many tries are free, how long to wait after the next one, and when a counter forgets. Seconds. */
export interface TryLimit {
  free: number;
  firstWait: number;
  longestWait: number;
  forgetAfter: number;
}

/**
 * Guessing at one account from devices it never used: after 5 tries 2, 4, 8 … up to 1,200 seconds. That is fewer than 100
 * checks a day (NIST SP 800-63B-4 §3.2.2), and never a lock that somebody else could turn.
 */
export const ACCOUNT: TryLimit = { free: 5, firstWait: 2, longestWait: 1200, forgetAfter: 86_400 };
/** A browser that logged in to this account before has a budget of its own, so that an attack cannot keep its person out. */
export const KNOWN_DEVICE: TryLimit = { free: 10, firstWait: 2, longestWait: 600, forgetAfter: 3600 };
/** One network: an office behind one address may mistype a lot on its first day. */
export const NETWORK: TryLimit = { free: 100, firstWait: 1, longestWait: 60, forgetAfter: 3600 };
/** One environment: brakes guessing spread over many networks and accounts. */
export const TENANT: TryLimit = { free: 3000, firstWait: 1, longestWait: 5, forgetAfter: 3600 };
/** The counters that log-ins of one network, and of one environment, have in common. */
export const NETWORK_KEY = (network: string) => `login:network:${network}`;
export const TENANT_KEY = 'login:tenant';
/** Wrong one-time codes of the first run. */
export const SETUP_CODE: TryLimit = { free: 5, firstWait: 2, longestWait: 900, forgetAfter: 86_400 };

/** Seconds to wait after the `tries`-th try; 0 while tries are free. */
export function waitAfter(limit: TryLimit, tries: number): number {
  if (tries < limit.free) return 0;
  return Math.min(limit.longestWait, limit.firstWait * 2 ** Math.min(30, tries - limit.free));
}

/** Whole seconds until `until`; 0 where it is over. */
export function secondsUntil(until: Date | null, now: Date): number {
  return until && until > now ? Math.ceil((until.getTime() - now.getTime()) / 1000) : 0;
}
