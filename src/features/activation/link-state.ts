import type { LinkState } from '../../contract/activation.ts';

/** What decides about a link: its row, and its person as they are now. */
export interface LinkFacts {
  purpose: 'activation' | 'reset';
  emailKey: string | null;
  authEpoch: number;
  notBefore: Date | null;
  expiresAt: Date;
  usedAt: Date | null;
  revokedAt: Date | null;
  replacedAt: Date | null;
  person: { emailKey: string | null; authEpoch: number; activatedAt: Date | null; deactivatedAt: Date | null };
}

export type LinkWord = LinkState['state'];

/** The one word for what a link can do now. Whoever gets it has shown the link's secret. */
export function linkWordOf(link: LinkFacts, now: Date): Exclude<LinkWord, 'unknown'> {
  const { person } = link;
  if (person.deactivatedAt) return 'deactivated';
  if (link.usedAt) return 'used';
  if (link.purpose === 'activation' && person.activatedAt) return 'used';
  if (link.revokedAt) return 'revoked';
  if (link.emailKey !== person.emailKey || link.authEpoch !== person.authEpoch) return 'revoked';
  if (link.purpose === 'reset' && !person.activatedAt) return 'revoked';
  if (link.replacedAt) return 'replaced';
  if (link.expiresAt <= now) return 'expired';
  return link.notBefore && link.notBefore > now ? 'notYet' : 'live';
}

/** Who may be helped by mail, and with what. Nobody gets in before they are let in. */
export interface HelpFacts {
  hasAddress: boolean;
  activatedAt: Date | null;
  deactivatedAt: Date | null;
  invitedAt: Date | null;
  /** From when the person's current activation link works. */
  heldUntil: Date | null;
}

export function helpFor(person: HelpFacts, now: Date): 'reset' | 'activation' | 'nothing' {
  if (!person.hasAddress || person.deactivatedAt) return 'nothing';
  if (person.activatedAt) return 'reset';
  if (!person.invitedAt || (person.heldUntil && person.heldUntil > now)) return 'nothing';
  return 'activation';
}
