import { expect, test } from 'vitest';
import { type EventReader, factsOf } from './event-facts.ts';

const words: Record<string, string> = {
  'people.department': 'Department',
  'people.roles.admin': 'Admin',
  'people.roles.member': 'User',
  'people.permissions': 'Permissions',
  'audit.fields.role': 'Permissions',
  'audit.fields.people': 'People',
  'audit.nothing': 'nothing',
  'welcome.reason.noAddress': 'no address',
  'audit.yes': 'yes',
  'audit.no': 'no',
};
const t = Object.assign((key: string) => words[key] ?? `?${key}`, { has: (key: string) => key in words });
const reader: EventReader = {
  t,
  count: (number) => number.toLocaleString('en-GB'),
  say: (at, whole) => at.toISOString().slice(0, whole ? 16 : 10),
  names: { 'id-1': 'Noor' },
};

test.each([
  ['nothing', {}, []],
  [
    'a field with what it was',
    { department: { before: null, after: 'Kitchen' } },
    [{ label: 'Department', before: 'nothing', after: 'Kitchen' }],
  ],
  [
    'a choice in words',
    { role: { before: 'member', after: 'admin' } },
    [{ label: 'Permissions', before: 'User', after: 'Admin' }],
  ],
  [
    'before and after as a whole: only what differs',
    { before: { name: 'A', description: 'd' }, after: { name: 'B', description: 'd' } },
    [{ label: 'name', before: 'A', after: 'B' }],
  ],
  [
    'what somebody typed that only looks like a day or an instant',
    { department: { before: '2026-02-31', after: '0000-00-00T00:00:00Z' } },
    [{ label: 'Department', before: '2026-02-31', after: '0000-00-00T00:00:00Z' }],
  ],
  ['a number as it is written', { done: 9992 }, [{ label: 'done', after: '9,992' }]],
  ['why some were left out', { s: [{ reason: 'noAddress', count: 1400 }] }, [{ label: 's', after: 'no address (1,400)' }]],
  ['a long list is cut', { n: Array(25).fill('x') }, [{ label: 'n', after: `${Array(20).fill('x').join(', ')} … (25)` }]],
  ['people by name', { people: ['id-1', 'id-2'] }, [{ label: 'People', after: 'Noor, id-2' }]],
  [
    'what is nested, flat; what is missing, not at all',
    { params: { reason: null, admin: true }, at: '2026-03-02T08:00:00.000Z', on: '2026-03-02' },
    [
      { label: 'admin', after: 'yes' },
      { label: 'at', after: '2026-03-02T08:00' },
      { label: 'on', after: '2026-03-02' },
    ],
  ],
])('%s', (_what, detail, facts) => {
  expect(factsOf(detail, reader)).toEqual(facts);
});
