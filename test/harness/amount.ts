/** How much is tried: what every run does, or what `npm run test:long` does before a release. */
export const isLong = process.env.AMOUNT === 'long';
export const amount = (everyRun: number, long: number): number => (isLong ? Math.ceil(long * SHARE) : everyRun);
/** LONG_SHARE=0.5 does half of the long amounts: for runs side by side, or one after another, with a seed each. */
const SHARE = Number(process.env.LONG_SHARE ?? 1);

const TIME = Number(process.env.LONG_MINUTES ?? Number.POSITIVE_INFINITY) * 60_000;
/**
 * LONG_MINUTES ends each test of a long run after so many minutes, wherever it is; it then says how far it came. A test in
 * several parts gives each its share.
 */
export function timer(parts = 1): { isUp(): boolean; seconds(): number } {
  const start = performance.now();
  const passed = () => performance.now() - start;
  return { isUp: () => isLong && passed() > TIME / parts, seconds: () => Math.round(passed() / 1000) };
}

/** The same numbers for the same seed: what failed once fails again. */
export function randomFrom(seed: number): { next(): number; below(most: number): number; pick<T>(list: readonly T[]): T } {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const below = (most: number) => Math.floor(next() * most);
  return { next, below, pick: (list) => list[below(list.length)]! };
}

/** Always the same in the gate (see known-seed.ts); a long run gets a new one, and says which. */
export const SEED = Number(process.env.SEED ?? 20_261_121);
