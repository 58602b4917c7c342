import { expect, test } from 'vitest';
import type { AuditEvent } from '../audit/audit-events.ts';
import { importWas, storyEvents, tellsOfDeactivation } from './story-events.ts';

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

test.each([
  ['group.membersAdded', { people: ['a', 'b'], admin: false }, 'group', {}],
  ['group.membersAdded', { people: ['a'], admin: true }, 'group', { admin: true }],
  ['group.memberChanged', { person: 'a', admin: false }, 'group', { admin: false }],
  ['group.memberTakenOut', { person: 'a' }, 'group', {}],
  ['import.applied', { new: 3, changed: 9, file: 'x' }, 'import', {}],
  ['user.changed', { phone: { before: null, after: '1' } }, 'user', { phone: { before: null, after: '1' } }],
])('of %s what it was for this one', (what, detail, kind, own) => {
  const [told] = storyEvents([event('1', what, detail, { target: { kind, id: 'x', name: 'X' } })]);
  expect(told!.detail).toEqual(own);
});

test('an import made whoever is not older than it, and changed the others', () => {
  const applied = { at: '2026-03-02T08:00:00.000Z' };
  expect(importWas(applied, '2026-03-02T08:00:03.000Z')).toBe('created');
  expect(importWas(applied, '2026-03-02T07:59:59.000Z')).toBe('changed');
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
