import { AppError } from '../../kernel/app-error.ts';
import type { UserId } from '../../kernel/ids.ts';
import { instantAt } from '../../kernel/local-time.ts';
import { allow, type Scope } from '../../platform/scope.ts';
import { record } from '../audit/index.ts';
import { holdWelcome, userToActOn } from '../users/index.ts';
import { welcomeOnDayJob } from './jobs.ts';

/** The hour of the morning, where the environment is, at which a welcome e-mail for a day goes out. */
const MORNING = 8;
const DAY = 86_400_000;

/**
 * Holds the welcome e-mail of somebody until a day, on which it goes out by itself; null: until it is sent by hand. Records nothing by itself.
 * @throws AppError `arrivals.dayPassed`
 */
export async function holdUntil(scope: Scope, id: UserId, day: string | null): Promise<void> {
  if (day === null) return holdWelcome(scope, id, null);
  const at = instantAt(day, MORNING, scope.tenant.timeZone);
  if (at.getTime() < scope.now.getTime() - DAY) throw new AppError('arrivals.dayPassed');
  await holdWelcome(scope, id, day);
  await scope.enqueue(welcomeOnDayJob, { userId: id, day }, { runAt: at });
}

/**
 * Changes when somebody who has no way in yet gets the welcome e-mail: on a day (YYYY-MM-DD, in the morning), or not by itself
 * (null). What was planned before counts no more. Records `welcome.planned` with before and after; the same once more, nothing.
 * @throws AppError `users.notFound`, `users.stronger`, `arrivals.notWaiting`, `arrivals.dayPassed`
 */
export async function planWelcome(scope: Scope, id: UserId, day: string | null): Promise<void> {
  allow(scope, 'welcome.send');
  const person = await userToActOn(scope, id);
  if (person.erased_at) throw new AppError('users.notFound');
  if (person.invited_at || person.activated_at || person.deactivated_at) {
    throw new AppError('arrivals.notWaiting', { name: person.display_name });
  }
  if (person.silent_since && person.welcome_on === day) return;
  await holdUntil(scope, id, day);
  await record(scope, 'welcome.planned', {
    target: { kind: 'user', id, name: person.display_name },
    detail: { welcomeOn: { before: person.welcome_on, after: day } },
  });
}
