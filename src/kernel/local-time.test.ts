import { expect, test } from 'vitest';
import { instantAt } from './local-time.ts';

test.each([
  ['2026-12-01', 8, 'Europe/Amsterdam', '2026-12-01T07:00:00.000Z'],
  ['2026-07-01', 8, 'Europe/Amsterdam', '2026-07-01T06:00:00.000Z'],
  ['2026-03-29', 8, 'Europe/Berlin', '2026-03-29T06:00:00.000Z'],
  ['2026-10-25', 8, 'Europe/Berlin', '2026-10-25T07:00:00.000Z'],
  ['2026-03-29', 2, 'Europe/Berlin', '2026-03-29T01:00:00.000Z'],
  ['2026-10-25', 2, 'Europe/Berlin', '2026-10-25T00:00:00.000Z'],
  ['2026-12-01', 8, 'Asia/Kathmandu', '2026-12-01T02:15:00.000Z'],
  ['2026-12-01', 0, 'America/Sao_Paulo', '2026-12-01T03:00:00.000Z'],
  ['2026-12-01', 23, 'UTC', '2026-12-01T23:00:00.000Z'],
])('%s at %i in %s is %s', (day, hour, zone, expected) => {
  expect(instantAt(day, hour, zone).toISOString()).toBe(expected);
});
