import { expect, test } from 'vitest';
import type { AuditEvent } from '../audit/audit-page.tsx';
import { storyEvents, tellsOfDeactivation } from './story-events.ts';

const event = (id: string, what: string, detail: object, more: object = {}): AuditEvent => ({
  id,
  at: '2026-03-02T08:00:00.000Z',
  event: what,
  actor: { kind: 'user', id: 'noor', name: 'Noor' },
  origin: null,
  target: { kind: 'act', id: 'act', name: null },
  detail: detail as Record<string, unknown>,
  erased: false,
  ...more,
});
const acted = { act: 'deactivate', params: { reason: 'moved' }, done: 9, skipped: 1, selection: { userIds: ['a', 'b'] } };

test('of an act on many: what was done and why, not to whom else', () => {
  expect(storyEvents([event('1', 'users.acted', acted)])).toMatchObject([
    { detail: { act: 'deactivate', params: { reason: 'moved' } } },
  ]);
  expect(storyEvents([event('1', 'users.acted', acted)])[0]!.detail).not.toHaveProperty('selection');
});

test('an event that lost its words is told with what is left of them, once', () => {
  const lost = event('1', 'users.acted', {}, { erased: true, actor: { kind: 'user', id: 'noor', name: '' } });
  const kept = { ...acted, event: 'users.acted', actor: 'Noor', params: { reason: '' } };
  const redacted = event('2', 'audit.redacted', kept, {
    target: { kind: 'event', id: '1', name: null },
    actor: { name: 'Bram' },
  });
  expect(storyEvents([redacted, lost])).toMatchObject([
    {
      id: '1',
      event: 'users.acted',
      erased: false,
      actor: { name: 'Noor' },
      detail: { act: 'deactivate', params: { reason: '' } },
    },
  ]);
});

test.each([
  ['the person’s own event of that moment', event('1', 'user.deactivated', {}), '2026-03-02T08:00:00.000Z', true],
  ['of an act on many that ended later', event('1', 'users.acted', acted), '2026-03-02T07:59:00.000Z', true],
  ['of an act on many before', event('1', 'users.acted', acted), '2026-03-02T09:00:00.000Z', false],
  ['not deactivated', event('1', 'users.acted', acted), null, false],
])('whether the log tells of a deactivation: %s', (_what, one, at, told) => {
  expect(tellsOfDeactivation([one], at)).toBe(told);
});
