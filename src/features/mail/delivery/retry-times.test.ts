import { expect, it } from 'vitest';
import { lineWait, waitAfter } from './retry-times.ts';

it('waits longer each time and gives up after almost three days', () => {
  const waits = Array.from({ length: 10 }, (_, at) => waitAfter(at + 1, 0));
  expect(waits.map((wait) => (wait === null ? null : wait / 60_000))).toEqual([5, 15, 60, 240, 720, 720, 720, 720, 720, null]);
  expect(waitAfter(1, 1)).toBe(330_000);
});

it('asks a silent server often at first, then every half minute', () => {
  expect([1, 2, 3, 5, 6, 60].map(lineWait)).toEqual([1_000, 2_000, 4_000, 16_000, 30_000, 30_000]);
});
