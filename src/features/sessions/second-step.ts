import { AppError } from '../../kernel/app-error.ts';
import { isUuid, type TenantId, type UserId } from '../../kernel/ids.ts';
import type { Who } from '../../platform/http/serve-api.ts';
import { type App, inTenant, type Scope } from '../../platform/scope.ts';
import { equalSecrets } from '../../platform/secrets.ts';
import { takeCode } from '../factors/index.ts';
import { findUser, lockUser, type UserRecord } from '../users/index.ts';
import { letIn, mayComeIn } from './let-in.ts';
import { claimedDevice, type Visit } from './start-session.ts';
import { ACCOUNT, KNOWN_DEVICE } from './try-limits.ts';
import { demandTry, forgetTries } from './try-store.ts';

const TICKET_MINUTES = 10;

/**
 * Says "this person's password was right a moment ago": it opens nothing without a code. Signed, not stored; another epoch
 * (a new password, log out everywhere, deactivation) makes it worthless.
 */
export function ticketFor(
  app: Pick<App, 'secrets'>,
  tenantId: TenantId,
  person: { id: UserId; epoch: number },
  now: Date,
): string {
  return sealTicket(app, tenantId, person.id, person.epoch, now.getTime() + TICKET_MINUTES * 60_000);
}

function sealTicket(app: Pick<App, 'secrets'>, tenantId: TenantId, userId: string, epoch: number, until: number): string {
  const mac = app.secrets.mac('second step', tenantId, userId, String(epoch), String(until));
  return [userId, epoch, until, mac.toString('base64url')].join('.');
}

async function personOf(app: App, scope: Scope, ticket: string): Promise<UserRecord | undefined> {
  const [userId = '', epoch = '', until = ''] = ticket.split('.');
  if (!isUuid(userId) || !/^\d{1,9}$/.test(epoch) || !/^\d{1,15}$/.test(until)) return undefined;
  if (!equalSecrets(sealTicket(app, scope.tenant.id, userId, Number(epoch), Number(until)), ticket)) return undefined;
  if (Number(until) <= scope.now.getTime()) return undefined;
  const person = await findUser(scope.tx, userId as UserId);
  return person && mayComeIn(person) && person.auth_epoch === Number(epoch) ? person : undefined;
}

/**
 * The second step: a code of the app, or a recovery code, either of which works once. Tries are counted per person before
 * they are checked; a known device has a budget of its own. Records `user.loggedIn`.
 * @throws AppError `session.ticketOver`, `session.codeWrong`, `session.slowDown` (with `seconds`)
 */
export async function takeSecondStep(app: App, who: Who, input: { ticket: string; code: string }, visit: Visit): Promise<void> {
  // Counted in a transaction of its own, so that a refusal cannot take the count back.
  const { userId, key } = await inTenant(app, who, async (scope) => {
    const person = await personOf(app, scope, input.ticket);
    if (!person) throw new AppError('session.ticketOver');
    const device = claimedDevice(app, scope.tenant.id, visit.request);
    const known = device?.userId === person.id;
    const key = `second:${person.id}${known ? `:${device.serial}` : ''}`;
    await demandTry(scope, key, known ? KNOWN_DEVICE : ACCOUNT);
    return { userId: person.id as UserId, key };
  });
  await inTenant(app, who, async (scope) => {
    const person = await lockUser(scope.tx, userId);
    if (!person || !(await personOf(app, scope, input.ticket))) throw new AppError('session.ticketOver');
    const by = await takeCode(app, scope, userId, input.code);
    if (!by) throw new AppError('session.codeWrong');
    await forgetTries(scope.tx, scope.tenant.id, key, scope.now);
    await letIn(app, scope, person, visit, by);
  });
}
