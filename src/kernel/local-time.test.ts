import { expect, test } from 'vitest';
import { instantAt, wallClock } from './local-time.ts';

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

test.each([
  ['2026-07-01T10:30:00.250Z', 'Europe/Amsterdam', '2026-07-01T12:30:00.250Z'],
  ['2026-03-29T00:59:59.999Z', 'Europe/Amsterdam', '2026-03-29T01:59:59.999Z'],
  ['2026-03-29T01:00:00.000Z', 'Europe/Amsterdam', '2026-03-29T03:00:00.000Z'],
  ['2026-10-25T00:59:00.000Z', 'Europe/Amsterdam', '2026-10-25T02:59:00.000Z'],
  ['2026-10-25T01:00:00.000Z', 'Europe/Amsterdam', '2026-10-25T02:00:00.000Z'],
  ['2026-12-01T18:15:00.000Z', 'Asia/Kathmandu', '2026-12-02T00:00:00.000Z'],
])('at %s clocks in %s show %s', (instant, zone, expected) => {
  const clock = wallClock(zone);
  clock(Date.parse(instant) - 3_600_000);
  expect(new Date(clock(Date.parse(instant))).toISOString()).toBe(expected);
});
