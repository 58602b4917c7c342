import type { WelcomeReason } from '../../contract/welcome.ts';

/** What decides whether somebody may get the welcome e-mail. */
export interface WelcomeFacts {
  email: string | null;
  endDate: string | null;
  welcomeOn: string | null;
  invitedAt: Date | null;
  activatedAt: Date | null;
  deactivatedAt: Date | null;
  bouncedAt: Date | null;
  mailQueuedAt: Date | null;
  mailAcceptedAt: Date | null;
  mailRefusedAt: Date | null;
  mailUnknownAt: Date | null;
}

export interface WelcomeWish {
  /** YYYY-MM-DD in the environment's time zone. */
  today: string;
  /** Chosen one by one: then a date to wait for does not hold anybody back. */
  byHand: boolean;
  /** Leave out whoever got one before. */
  onlyNew: boolean;
}

/**
 * Why somebody gets no welcome e-mail, if so. Whoever was made without a notice is reached: an admin who sends to everybody
 * has decided that it is time, unless a date was set for that person.
 */
export function whyNotWelcome(person: WelcomeFacts, { today, byHand, onlyNew }: WelcomeWish): WelcomeReason | undefined {
  if (person.deactivatedAt !== null) return 'deactivated';
  if (person.activatedAt !== null) return 'alreadyActive';
  if (person.email === null) return 'noAddress';
  if (person.endDate !== null && person.endDate < today) return 'ended';
  if (!byHand && person.welcomeOn !== null && person.welcomeOn > today) return 'heldUntil';
  if (isWaiting(person)) return 'alreadyWaiting';
  if (!byHand && person.bouncedAt !== null) return 'bounced';
  if (onlyNew && person.invitedAt !== null) return 'sentBefore';
  return undefined;
}

/** A mail lies in the outbox and has come to no end yet. */
function isWaiting({ mailQueuedAt, mailAcceptedAt, mailRefusedAt, mailUnknownAt }: WelcomeFacts): boolean {
  if (mailQueuedAt === null) return false;
  return [mailAcceptedAt, mailRefusedAt, mailUnknownAt].every((end) => end === null || end < mailQueuedAt);
}
