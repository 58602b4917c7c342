import { expect, test } from 'vitest';
import { ACCOUNT, NETWORK, waitAfter } from './try-limits.ts';

test.each([
  [1, 0],
  [4, 0],
  [5, 2],
  [6, 4],
  [7, 8],
  [14, 1024],
  [15, 1200],
  [1_000_000, 1200],
])('after %i tries at one account an unknown device waits %i seconds', (tries, seconds) => {
  expect(waitAfter(ACCOUNT, tries)).toBe(seconds);
});

test('an account is tried fewer than 100 times a day from unknown devices', () => {
  let tries = 0;
  for (let second = 0; second < 86_400; second += Math.max(1, waitAfter(ACCOUNT, tries))) tries++;
  expect(tries).toBeLessThan(100);
});

test('an office behind one address mistypes freely on its first day', () => {
  expect(waitAfter(NETWORK, 99)).toBe(0);
});
