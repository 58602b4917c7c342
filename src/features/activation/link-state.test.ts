import { describe, expect, it } from 'vitest';
import { type HelpFacts, helpFor, type LinkFacts, linkWordOf } from './link-state.ts';

const now = new Date('2026-11-21T12:00:00Z');
const before = new Date('2026-11-20T12:00:00Z');
const after = new Date('2026-12-05T12:00:00Z');

const link: LinkFacts = {
  purpose: 'activation',
  emailKey: 'a@x.nl',
  authEpoch: 1,
  notBefore: null,
  expiresAt: after,
  usedAt: null,
  revokedAt: null,
  replacedAt: null,
  person: { emailKey: 'a@x.nl', authEpoch: 1, activatedAt: null, deactivatedAt: null },
};
const active = { ...link.person, activatedAt: before };

describe('a link', () => {
  it.each<[string, Partial<LinkFacts>, string]>([
    ['as made', {}, 'live'],
    ['before its first day', { notBefore: after }, 'notYet'],
    ['on its first day', { notBefore: now }, 'live'],
    ['at the second it expires', { expiresAt: now }, 'expired'],
    ['used', { usedAt: before }, 'used'],
    ['withdrawn', { revokedAt: before }, 'revoked'],
    ['with a newer one', { replacedAt: before }, 'replaced'],
    ['expired, with a newer one', { replacedAt: before, expiresAt: before }, 'replaced'],
    ['after the address changed', { person: { ...link.person, emailKey: 'b@x.nl' } }, 'revoked'],
    ['after log out everywhere', { person: { ...link.person, authEpoch: 2 } }, 'revoked'],
    ['of somebody active by now', { person: active }, 'used'],
    ['of somebody deactivated', { person: { ...link.person, deactivatedAt: before, authEpoch: 2 } }, 'deactivated'],
    ['of somebody restored', { person: { ...link.person, authEpoch: 3 } }, 'revoked'],
    ['without an address', { emailKey: null, person: { ...link.person, emailKey: null } }, 'live'],
    ['to reset, of somebody active', { purpose: 'reset', person: active }, 'live'],
    ['to reset, of somebody never activated', { purpose: 'reset' }, 'revoked'],
    ['to reset, used', { purpose: 'reset', person: active, usedAt: before }, 'used'],
  ])('%s is %s', (_, change, word) => {
    expect(linkWordOf({ ...link, ...change }, now)).toBe(word);
  });
});

const person: HelpFacts = { hasAddress: true, activatedAt: null, deactivatedAt: null, invitedAt: before, heldUntil: null };

describe('Forgot password?', () => {
  it.each<[string, Partial<HelpFacts>, string]>([
    ['invited', {}, 'activation'],
    ['active', { activatedAt: before }, 'reset'],
    ['not invited, or created silently', { invitedAt: null }, 'nothing'],
    ['held until a date', { heldUntil: after }, 'nothing'],
    ['held until a date that has come', { heldUntil: before }, 'activation'],
    ['deactivated', { deactivatedAt: before }, 'nothing'],
    ['deactivated after being active', { activatedAt: before, deactivatedAt: before }, 'nothing'],
    ['without an address', { hasAddress: false }, 'nothing'],
  ])('gives somebody %s: %s', (_, change, help) => {
    expect(helpFor({ ...person, ...change }, now)).toBe(help);
  });
});
