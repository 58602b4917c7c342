import { describe, expect, it } from 'vitest';
import { judgeReply, type Meaning, readReply, type Verdict } from './reply-table.ts';

const TABLE: [answer: string, meaning: Meaning, again: boolean, about: Verdict['about']][] = [
  ['550 5.1.1 No such user', 'noSuchAddress', false, 'address'],
  ['550 5.1.3 bad address syntax', 'noSuchAddress', false, 'address'],
  ['551 5.1.6 mailbox has moved', 'noSuchAddress', false, 'address'],
  ['550 5.1.2 unknown host', 'noSuchDomain', false, 'address'],
  ['556 5.1.10 null MX', 'noSuchDomain', false, 'address'],
  ['550 5.4.4 unable to route', 'noSuchDomain', false, 'address'],
  ['550 5.2.1 mailbox disabled', 'mailboxDisabled', false, 'address'],
  ['452 4.2.2 mailbox full', 'mailboxFull', true, 'mail'],
  ['552 5.2.2 over quota', 'mailboxFull', false, 'mail'],
  ['450 4.2.0 greylisted, try later', 'greylisted', true, 'mail'],
  ['451 4.7.1 Greylisting in action', 'greylisted', true, 'mail'],
  ['421 4.3.2 system shutting down', 'throttled', true, 'server'],
  ['421 too many connections', 'throttled', true, 'server'],
  ['432 4.3.2 concurrent connections limit exceeded', 'throttled', true, 'server'],
  ['421 4.7.28 unusual rate', 'throttled', true, 'server'],
  ['550 5.7.1 relaying denied', 'senderPolicy', false, 'sender'],
  ['550 5.7.26 unauthenticated', 'senderPolicy', false, 'sender'],
  ['550 5.7.515 access denied', 'senderPolicy', false, 'sender'],
  ['550 5.7.606 banned sending IP', 'senderPolicy', false, 'sender'],
  ['550 5.7.708 traffic not accepted', 'senderPolicy', false, 'sender'],
  ['554 blocked by blocklist', 'senderPolicy', false, 'sender'],
  ['552 5.7.0 content rejected', 'content', false, 'mail'],
  ['552 5.3.4 message too big', 'tooLarge', false, 'mail'],
  ['550 5.6.7 address needs SMTPUTF8', 'needsAscii', false, 'mail'],
  ['553 5.5.6 8-bit not possible', 'needsAscii', false, 'mail'],
  ['550 5.4.1 Recipient address rejected: Access denied', 'maybeUnknown', false, 'mail'],
  ['550 5.4.7 delivery time expired', 'expiredInQueue', false, 'mail'],
  ['503 5.5.1 bad sequence', 'protocol', false, 'server'],
  ['451 4.4.1 try again', 'later', true, 'mail'],
  ['450 mailbox unavailable', 'later', true, 'mail'],
  ['550 user unknown', 'noSuchAddress', false, 'address'],
  ['554 transaction failed', 'refused', false, 'mail'],
];

describe('what a mail server says', () => {
  it.each(TABLE)('"%s" means %s', (answer, meaning, again, about) => {
    expect(judgeReply(readReply(answer))).toEqual({ meaning, again, about });
  });

  it('never lets a policy answer count against an address', () => {
    for (let detail = 0; detail < 800; detail++) expect(judgeReply(readReply(`550 5.7.${detail} no`)).about).not.toBe('address');
  });

  it('joins the lines of a long answer, without controls and at most 500 letters', () => {
    expect(readReply('550-5.1.1 first\r\n550 5.1.1 second\u0007')).toEqual({
      code: 550,
      enhanced: '5.1.1',
      words: 'first second',
    });
    expect(readReply(`250 ${'x'.repeat(900)}`).words).toHaveLength(500);
  });
});
