import type { UserStatus } from '../../contract/users.ts';

/** What the status is computed from: facts with times. */
export interface StatusFacts {
  deactivatedAt: Date | null;
  activatedAt: Date | null;
  bouncedAt: Date | null;
  mailRefusedAt: Date | null;
  invitedAt: Date | null;
  linkExpiresAt: Date | null;
}

/** The one word for where somebody stands; later facts win over earlier ones. The store has the same rule as predicates. */
export function statusOf(facts: StatusFacts, now: Date): UserStatus {
  if (facts.deactivatedAt) return 'deactivated';
  if (facts.activatedAt) return 'active';
  if (facts.bouncedAt || facts.mailRefusedAt) return 'bounced';
  if (!facts.invitedAt) return 'not_invited';
  return facts.linkExpiresAt && facts.linkExpiresAt <= now ? 'expired' : 'invited';
}
