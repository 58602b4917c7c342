import { describe, expect, it } from 'vitest';
import type { WelcomeReason } from '../../contract/welcome.ts';
import { type WelcomeFacts, type WelcomeWish, whyNotWelcome } from './welcome-eligibility.ts';

const at = (hour: number) => new Date(Date.UTC(2026, 10, 20, hour));
const NEW: WelcomeFacts = {
  email: 'anna@example.org',
  endDate: null,
  welcomeOn: null,
  invitedAt: null,
  activatedAt: null,
  deactivatedAt: null,
  bouncedAt: null,
  mailQueuedAt: null,
  mailAcceptedAt: null,
  mailRefusedAt: null,
  mailUnknownAt: null,
};
const ALL: WelcomeWish = { today: '2026-11-21', byHand: false, onlyNew: false };

const TABLE: [who: string, facts: Partial<WelcomeFacts>, wish: Partial<WelcomeWish>, why: WelcomeReason | undefined][] = [
  ['somebody new', {}, {}, undefined],
  ['somebody already in', { activatedAt: at(1) }, {}, 'alreadyActive'],
  ['somebody already in, chosen by hand', { activatedAt: at(1) }, { byHand: true }, 'alreadyActive'],
  ['somebody deactivated after being in', { activatedAt: at(1), deactivatedAt: at(2) }, {}, 'deactivated'],
  ['somebody without an address', { email: null }, { byHand: true }, 'noAddress'],
  ['somebody whose last day was yesterday', { endDate: '2026-11-20' }, {}, 'ended'],
  ['somebody whose last day is today', { endDate: '2026-11-21' }, {}, undefined],
  ['somebody to be welcomed tomorrow', { welcomeOn: '2026-11-22' }, {}, 'heldUntil'],
  ['somebody to be welcomed tomorrow, chosen by hand', { welcomeOn: '2026-11-22' }, { byHand: true }, undefined],
  ['somebody to be welcomed today', { welcomeOn: '2026-11-21' }, {}, undefined],
  ['somebody whose address is dead', { bouncedAt: at(1), invitedAt: at(0) }, {}, 'bounced'],
  ['somebody whose address is dead, chosen by hand', { bouncedAt: at(1), invitedAt: at(0) }, { byHand: true }, undefined],
  ['somebody whose mail lies in the outbox', { invitedAt: at(1), mailQueuedAt: at(1) }, {}, 'alreadyWaiting'],
  [
    'somebody whose second mail lies in the outbox',
    { invitedAt: at(1), mailQueuedAt: at(3), mailAcceptedAt: at(2) },
    { byHand: true },
    'alreadyWaiting',
  ],
  ['somebody whose mail was handed over', { invitedAt: at(1), mailQueuedAt: at(1), mailAcceptedAt: at(2) }, {}, undefined],
  [
    'the same, when only new ones are wanted',
    { invitedAt: at(1), mailQueuedAt: at(1), mailAcceptedAt: at(2) },
    { onlyNew: true },
    'sentBefore',
  ],
  ['somebody whose mail is in doubt', { invitedAt: at(1), mailQueuedAt: at(1), mailUnknownAt: at(2) }, {}, undefined],
];

describe('the welcome e-mail', () => {
  it.each(TABLE)('for %s', (_, facts, wish, why) => {
    expect(whyNotWelcome({ ...NEW, ...facts }, { ...ALL, ...wish })).toBe(why);
  });
});
