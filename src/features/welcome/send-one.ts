import { AppError } from '../../kernel/app-error.ts';
import type { MailId, UserId } from '../../kernel/ids.ts';
import { dayIn } from '../../kernel/local-time.ts';
import { translator } from '../../kernel/messages.ts';
import { type App, allow, type Scope } from '../../platform/scope.ts';
import { record } from '../audit/index.ts';
import { recipients, userToActOn } from '../users/index.ts';
import { invitePeople } from './invite-people.ts';
import { whyNotWelcome } from './welcome-eligibility.ts';

const HOUR = 3_600_000;

export interface SentOne {
  mailId: MailId | null;
  address: string;
  expiresAt: string;
  kept: boolean;
}

/**
 * *Sending Welcome Email* and *Resend welcome email* for one person, who waits for it: it overtakes every wave. The same link
 * as before while that still works, else a new one. The same key twice sends one. Records `welcome.sent`, or
 * `welcome.resent` where one went before.
 * @throws AppError `users.notFound`, `users.stronger`, `welcome.notNow` with the reason
 */
export async function sendOneWelcome(
  app: App,
  scope: Scope,
  input: { userId: UserId; key: string; deadlineHours?: number | undefined },
): Promise<SentOne> {
  allow(scope, 'welcome.send');
  await userToActOn(scope, input.userId);
  const [person] = await recipients(scope, [input.userId], true);
  if (person === undefined) throw new AppError('users.notFound');
  const { tenant, now, actor } = scope;
  const why = whyNotWelcome(person, { today: dayIn(tenant.timeZone, now), byHand: true, onlyNew: false });
  const locale = actor.kind === 'user' ? actor.locale : tenant.locale;
  if (why !== undefined || person.email === null) {
    throw new AppError('welcome.notNow', {
      name: person.name,
      reason: translator(locale, app.words[locale])(`welcome.reason.${why ?? 'noAddress'}`),
    });
  }
  const expiresAt = new Date(now.getTime() + (input.deadlineHours ?? tenant.linkDays * 24) * HOUR);
  const [sent] = await invitePeople(scope, [person], { expiresAt, lane: 0, dedupeKey: () => `one:${input.key}` });
  if (sent === undefined) throw new AppError('users.notFound');
  if (sent.mailId !== null)
    await record(scope, person.invitedAt === null ? 'welcome.sent' : 'welcome.resent', {
      target: { kind: 'user', id: person.id, name: person.name },
      detail: { expiresAt: sent.expiresAt.toISOString() },
    });
  return {
    mailId: sent.mailId,
    address: person.email,
    expiresAt: sent.expiresAt.toISOString(),
    kept: app.mailer === null || tenant.sealedAt !== null,
  };
}
