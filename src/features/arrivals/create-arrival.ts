import type { z } from 'zod';
import type { arrivals } from '../../contract/arrivals.ts';
import { AppError } from '../../kernel/app-error.ts';
import { parseEmailAddress } from '../../kernel/email-address.ts';
import type { GroupId, UserId } from '../../kernel/ids.ts';
import { holdName } from '../../platform/db/hold-name.ts';
import { type App, allow, beyondReach, reachOf, type Scope } from '../../platform/scope.ts';
import { addMembers } from '../groups/index.ts';
import { createUser, findUser, mayGive, type UserRecord } from '../users/index.ts';
import { sendOneWelcome } from '../welcome/index.ts';
import { holdUntil } from './plan-welcome.ts';

export type NewArrival = z.output<(typeof arrivals)['create']['body']>;
export type WelcomeOutcome = 'sent' | 'kept' | 'onDay' | 'later' | 'noAddress';

/**
 * Creates one user, puts them in groups, and sends the welcome e-mail: at once, on a day, or not yet. Who already exists with
 * the same key is answered again, so that a double click creates one. Records `user.created`.
 * @throws AppError `users.emailTaken`, `forbidden` (a role with rights the actor lacks), `arrivals.*`, `groups.notFound`, `idempotencyKeyReused`
 */
export async function createArrival(app: App, scope: Scope, input: NewArrival): Promise<{ id: UserId; welcome: WelcomeOutcome }> {
  allow(scope, 'users.create');
  const id = input.key as UserId;
  await holdName(scope.tx, `arrival:${id}`);
  const before = await findUser(scope.tx, id);
  if (before && !isAskedFor(before, input)) throw new AppError('idempotencyKeyReused');
  if (before) return { id, welcome: outcomeOf(app, scope, before) };
  if (!input.email && !input.userName && !input.externalId) throw new AppError('arrivals.nothingToLogInWith');
  if (input.role !== 'member') mayGive(scope, input.role);
  demandGroupWithinReach(scope, input.groupIds);
  await createUser(scope, { ...input, id, email: input.email || null, source: 'form' });
  await beyondReach(scope, async () => {
    for (const groupId of input.groupIds) await addMembers(scope, groupId as GroupId, [id], false);
  });
  return { id, welcome: await welcomeFor(app, scope, id, input) };
}

/** The key is that of somebody who logs in like this: not of another person, whom the answer would call created. */
function isAskedFor(person: UserRecord, { email, userName }: NewArrival): boolean {
  const parsed = parseEmailAddress(email ?? '');
  return person.email_key === (parsed.ok ? parsed.key : null) && person.user_name === (userName?.trim().toLowerCase() || null);
}

/** Whoever only looks after some groups makes people in these, so that they stay within reach. @throws AppError `arrivals.outsideReach` */
function demandGroupWithinReach(scope: Scope, groupIds: string[]): void {
  const reach = reachOf(scope.actor);
  if (reach === null || groupIds.some((id) => reach.includes(id))) return;
  throw new AppError('arrivals.outsideReach', {}, [{ path: 'body.groupIds', code: 'arrivals.outsideReach' }]);
}

async function welcomeFor(app: App, scope: Scope, id: UserId, { notice, email, key }: NewArrival): Promise<WelcomeOutcome> {
  if (notice.when === 'onDay' || notice.when === 'later') {
    await holdUntil(scope, id, notice.when === 'onDay' ? notice.day : null);
    return notice.when;
  }
  if (!email) return 'noAddress';
  const sent = await sendOneWelcome(app, scope, { userId: id, key });
  return sent.kept ? 'kept' : 'sent';
}

/** What was answered the first time, read from what has become of it. */
function outcomeOf(app: App, scope: Scope, person: UserRecord): WelcomeOutcome {
  if (person.welcome_on) return 'onDay';
  if (person.silent_since) return 'later';
  if (!person.email) return 'noAddress';
  return app.mailer === null || scope.tenant.sealedAt ? 'kept' : 'sent';
}
