import type { UserRow } from '../../../contract/users.ts';
import type { RailState, RailTone } from '../../ui/rail.tsx';

/** What stands under the five bars, as a key of `people.way` and the moment it speaks of. */
export type WayKey =
  | 'closed'
  | 'active'
  | 'bounced'
  | 'refused'
  | 'expired'
  | 'visited'
  | 'accepted'
  | 'unknown'
  | 'queued'
  | 'sent'
  | 'waitsForDay'
  | 'notTold'
  | 'noAddress'
  | 'notInvited';

export interface WayIn {
  steps: readonly [RailState, RailState, RailState, RailState, RailState];
  tone: RailTone;
  key: WayKey;
  /** an instant, or a day */
  at: string | null;
  /** why the mail came back, as the other side said it */
  reason: string | null;
}

const rail = (done: number, next: RailState = 'idle'): WayIn['steps'] =>
  [0, 1, 2, 3, 4].map((step) => (step < done ? 'done' : step === done ? next : 'idle')) as unknown as WayIn['steps'];

/** How far somebody has come: added → sent → accepted by the mail server → page visited → in. The latest fact wins. */
export function wayIn({ status, email, facts }: Pick<UserRow, 'status' | 'email' | 'facts'>): WayIn {
  const way = (
    key: WayKey,
    at: string | null,
    steps: WayIn['steps'],
    tone: RailTone = 'plain',
    reason: string | null = null,
  ): WayIn => ({ key, at, steps, tone, reason });
  const reached = facts.activatedAt ? 5 : facts.visitedAt ? 4 : facts.mailAcceptedAt ? 3 : facts.invitedAt ? 2 : 1;
  if (status === 'deactivated') return way('closed', facts.deactivatedAt, rail(reached));
  if (status === 'active') return way('active', facts.activatedAt, rail(5));
  if (facts.bouncedAt) return way('bounced', facts.bouncedAt, rail(2, 'stuck'), 'red', facts.bounceReason ?? facts.mailReply);
  if (facts.mailRefusedAt) return way('refused', facts.mailRefusedAt, rail(2, 'stuck'), 'red', facts.mailReply);
  if (status === 'expired') return way('expired', facts.linkExpiresAt, rail(Math.min(reached, 3), 'look'), 'amber');
  if (facts.visitedAt) return way('visited', facts.visitedAt, rail(3, 'look'), 'amber');
  if (facts.mailUnknownAt) return way('unknown', facts.mailUnknownAt, rail(1, 'look'), 'amber');
  if (facts.mailAcceptedAt) return way('accepted', facts.mailAcceptedAt, rail(3));
  if (facts.mailQueuedAt) return way('queued', facts.mailQueuedAt, rail(1));
  if (facts.invitedAt) return way('sent', facts.invitedAt, rail(2));
  if (facts.welcomeOn) return way('waitsForDay', facts.welcomeOn, rail(1));
  if (email === null) return way('noAddress', null, rail(1));
  if (facts.silentSince) return way('notTold', facts.silentSince, rail(1));
  return way('notInvited', null, rail(1));
}
