import { expect, test } from 'vitest';
import { auditQuery, auditSearch } from './audit-search.ts';

test('what is no day and nobody is left out of the address', () => {
  expect(auditSearch({ from: 'yesterday', until: '2026-13-40', event: 'user.changed', actorId: 'me', other: 'x' })).toEqual({
    event: 'user.changed',
  });
});

test('days begin and end where the reader is, also when the clocks change', () => {
  expect(auditQuery({ from: '2026-03-28', until: '2026-03-29', event: 'user.changed' }, 'Europe/Amsterdam')).toEqual({
    event: 'user.changed',
    from: '2026-03-27T23:00:00.000Z',
    until: '2026-03-29T22:00:00.000Z',
  });
  expect(auditQuery({ until: '2026-02-28' }, 'UTC')).toEqual({ until: '2026-03-01T00:00:00.000Z' });
});
