import { AppError } from '../../kernel/app-error.ts';
import type { TenantId } from '../../kernel/ids.ts';
import { addressOf, counterNetwork } from '../../platform/http/client-address.ts';
import type { Who } from '../../platform/http/serve-api.ts';
import type { App } from '../../platform/scope.ts';
import { composeEvent } from '../audit/index.ts';
import { loginName } from '../users/index.ts';
import { comingIn } from './let-in.ts';
import { countTries } from './log-in-store.ts';
import type { Turns } from './log-in-turns.ts';
import { checkPassword, hashPassword, isOutdated } from './password-hash.ts';
import { ticketFor } from './second-step.ts';
import { claimedDevice, handOver, makeSession, type Visit } from './start-session.ts';
import { NETWORK, NETWORK_KEY, TENANT, TENANT_KEY } from './try-limits.ts';

/**
 * Logs in with e-mail address or user name and a password: two statements around the hash (docs/decisions/0014). The answer,
 * and the time it takes, are the same for somebody unknown, without a password, deactivated, or with another password. Counts
 * tries before it checks, so that many at once are all counted; a device that was logged in before has a budget of its own.
 * Records `user.loggedIn`. Where two-step login is on, the right password leads to the second step only.
 * @returns the ticket for it, where there is one
 * @throws AppError `session.wrong`, `session.slowDown` (with `seconds`), `session.busy`
 */
export async function logIn(
  app: App,
  turnsOf: (tenantId: TenantId) => Turns,
  { tenantId, actor }: Who,
  input: { identifier: string; password: string },
  { request, reply }: Visit,
): Promise<string | undefined> {
  const { shift } = app.clock;
  const network = NETWORK_KEY(counterNetwork(addressOf(request)));
  const device = claimedDevice(app, tenantId, request);
  const turns = turnsOf(tenantId);
  const meant = await turns.begin({ name: loginName(input.identifier), device, network });
  if (meant.wait > 0) throw new AppError('session.slowDown', { seconds: meant.wait });

  const fits = await checkPassword(meant.passwordHash, input.password);
  const person = fits && meant.person?.mayComeIn ? meant.person : undefined;
  if (!person) {
    const wrong = [[network, NETWORK] as const, [TENANT_KEY, TENANT] as const];
    if (!meant.known) await countTries(app.db, tenantId, wrong, shift);
    throw new AppError('session.wrong');
  }

  const betterHash = meant.passwordHash && isOutdated(meant.passwordHash) ? await hashPassword(input.password) : undefined;
  const session = makeSession(person.role, request);
  const { doer, subject } = comingIn(person, 'password', actor.origin);
  const event = composeEvent(doer, 'user.loggedIn', subject);
  const outcome = await turns.enter({ person, tryKey: meant.tryKey, betterHash, session, event });
  if (!outcome) throw new AppError('session.wrong');
  if (outcome === 'code') return ticketFor(app, tenantId, person, meant.now);
  handOver(app, { id: tenantId, publicUrl: meant.publicUrl }, person.id, session, reply);
  return undefined;
}
