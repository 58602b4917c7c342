import { describe, expect, test } from 'vitest';
import type { UserRow } from '../../../contract/users.ts';
import { wayIn } from './way-in.ts';

const never: UserRow['facts'] = {
  silentSince: null,
  welcomeOn: null,
  invitedAt: null,
  linkExpiresAt: null,
  mailQueuedAt: null,
  mailAcceptedAt: null,
  mailRefusedAt: null,
  mailUnknownAt: null,
  mailReply: null,
  bouncedAt: null,
  bounceReason: null,
  openedAt: null,
  visitedAt: null,
  activatedAt: null,
  lastSeenAt: null,
  deactivatedAt: null,
};
const at = '2026-11-18T09:00:00.000Z';
const letters = { done: 'D', look: 'L', stuck: 'S', idle: '·' } as const;
const said = (status: UserRow['status'], facts: Partial<UserRow['facts']>, email: string | null = 'a@example.com') => {
  const way = wayIn({ status, email, facts: { ...never, ...facts } });
  return `${way.steps.map((step) => letters[step]).join('')} ${way.tone} ${way.key}`;
};

describe('the five bars', () => {
  test.each([
    ['not_invited', {}, 'D···· plain notInvited'],
    ['not_invited', { silentSince: at }, 'D···· plain notTold'],
    ['not_invited', { welcomeOn: '2026-12-01' }, 'D···· plain waitsForDay'],
    ['invited', { invitedAt: at, mailQueuedAt: at }, 'D···· plain queued'],
    ['invited', { invitedAt: at, mailUnknownAt: at }, 'DL··· amber unknown'],
    ['invited', { invitedAt: at, mailQueuedAt: at, mailAcceptedAt: at }, 'DDD·· plain accepted'],
    ['invited', { invitedAt: at, mailAcceptedAt: at, visitedAt: at }, 'DDDL· amber visited'],
    ['expired', { invitedAt: at, mailAcceptedAt: at, linkExpiresAt: at }, 'DDDL· amber expired'],
    ['bounced', { invitedAt: at, mailAcceptedAt: at, bouncedAt: at }, 'DDS·· red bounced'],
    ['bounced', { invitedAt: at, mailRefusedAt: at }, 'DDS·· red refused'],
    ['active', { invitedAt: at, activatedAt: at }, 'DDDDD plain active'],
    ['deactivated', { invitedAt: at, activatedAt: at, deactivatedAt: at }, 'DDDDD plain closed'],
    ['deactivated', { deactivatedAt: at }, 'D···· plain closed'],
  ] as const)('%s %j', (status, facts, expected) => {
    expect(said(status, facts)).toBe(expected);
  });
  test('nobody without an address waits for a mail', () => {
    expect(said('not_invited', {}, null)).toBe('D···· plain noAddress');
  });
});
