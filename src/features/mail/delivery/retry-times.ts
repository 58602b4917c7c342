const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Waits after the first, second … try that a server answered with "later": 65 hours in all. */
const WAITS = [5 * MINUTE, 15 * MINUTE, HOUR, 4 * HOUR, 12 * HOUR, 12 * HOUR, 12 * HOUR, 12 * HOUR, 12 * HOUR] as const;

/** How long to wait after so many tries, in ms; null: it has been long enough. A tenth is spread, so that a crowd does not come back as one. */
export function waitAfter(tries: number, spread: number): number | null {
  const wait = WAITS[tries - 1];
  return wait === undefined ? null : Math.round(wait * (1 + 0.1 * spread));
}

/** How long to wait before asking a silent mail server again, in ms: 1 s, 2 s, 4 s … 30 s. */
export const lineWait = (failures: number): number => Math.min(30_000, 1_000 * 2 ** Math.min(failures - 1, 5));
