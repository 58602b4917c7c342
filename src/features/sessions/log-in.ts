import { AppError } from '../../kernel/app-error.ts';
import { parseEmailAddress } from '../../kernel/email-address.ts';
import type { UserId } from '../../kernel/ids.ts';
import { addressOf, counterNetwork } from '../../platform/http/client-address.ts';
import type { Who } from '../../platform/http/serve-api.ts';
import { type App, inTenant, type Scope } from '../../platform/scope.ts';
import { hashSecret } from '../../platform/secrets.ts';
import { asksForCode } from '../factors/index.ts';
import { findLogin, type LoginRecord, lockUser } from '../users/index.ts';
import { hashAndWait, updateCredential } from './credential-store.ts';
import { letIn, mayComeIn } from './let-in.ts';
import { checkPassword, hashPassword, isOutdated } from './password-hash.ts';
import { ticketFor } from './second-step.ts';
import { isSecure, knownDevice, type Visit } from './start-session.ts';
import { ACCOUNT, KNOWN_DEVICE, NETWORK, TENANT } from './try-limits.ts';
import { forgetTries, takeTry, waitFor } from './try-store.ts';

export const NETWORK_KEY = (network: string) => `login:network:${network}`;
export const TENANT_KEY = 'login:tenant';

/**
 * Logs in with e-mail address or user name and a password. The answer, and the time it takes, are the same for somebody
 * unknown, without a password, deactivated, or with another password. Counts tries before it checks, so that many at once
 * are all counted; a device that was logged in before has a budget of its own. Records `user.loggedIn`. Where two-step login
 * is on, the right password leads to the second step only. @returns the ticket for it, where there is one
 * @throws AppError `session.wrong`, `session.slowDown` (with `seconds`), `session.busy`
 */
export async function logIn(
  app: App,
  who: Who,
  input: { identifier: string; password: string },
  visit: Visit,
): Promise<string | undefined> {
  const found = await inTenant(app, who, (scope) => begin(app, scope, input.identifier, visit.request));
  if (found.wait > 0) throw new AppError('session.slowDown', { seconds: found.wait });
  const fits = await checkPassword(found.passwordHash, input.password);
  if (!fits || !found.userId) {
    await inTenant(app, who, (scope) => countWrong(scope, found));
    throw new AppError('session.wrong');
  }
  const better = found.passwordHash && isOutdated(found.passwordHash) ? await hashPassword(input.password) : undefined;
  const { userId } = found;
  return inTenant(app, who, async (scope) => {
    const person = await lockUser(scope.tx, userId);
    if (!person || !mayComeIn(person)) throw new AppError('session.wrong');
    if (better) await updateCredential(scope.tx, scope.tenant.id, userId, better, scope.now);
    await forgetTries(scope.tx, scope.tenant.id, found.key, scope.now);
    if (await asksForCode(scope, userId)) return ticketFor(app, scope, person);
    await letIn(app, scope, person, visit, 'password');
    return undefined;
  });
}

interface Attempt {
  wait: number;
  key: string;
  network: string | undefined;
  userId: UserId | undefined;
  passwordHash: string | undefined;
}

async function begin(app: App, scope: Scope, identifier: string, request: Request): Promise<Attempt> {
  const { tx, tenant, now } = scope;
  const person = await findByIdentifier(scope, identifier);
  const userId = person.id ?? undefined;
  const device = knownDevice(app, tenant.id, userId, request, isSecure(app, tenant));
  const account = `login:account:${hashSecret(userId ?? identifier.trim().toLowerCase()).slice(0, 32)}`;
  const key = device ? `${account}:${device}` : account;
  const network = device ? undefined : NETWORK_KEY(counterNetwork(addressOf(request)));
  const nobody = '00000000-0000-0000-0000-000000000000' as UserId;
  const { passwordHash, wait: braked } = await hashAndWait(tx, userId ?? nobody, network ? [network, TENANT_KEY] : [], now);
  const wait =
    braked === 0 && (await takeTry(tx, tenant.id, key, device ? KNOWN_DEVICE : ACCOUNT, now))
      ? 0
      : Math.max(braked, await waitFor(tx, tenant.id, [key], now), 1);
  return { wait, key, network, userId: mayComeIn(person) ? userId : undefined, passwordHash };
}

async function countWrong({ tx, tenant, now }: Scope, { network }: Attempt): Promise<void> {
  if (!network) return;
  await takeTry(tx, tenant.id, network, NETWORK, now);
  await takeTry(tx, tenant.id, TENANT_KEY, TENANT, now);
}

/** The person of an e-mail address or user name; the same query, and a row, whatever was typed. */
export function findByIdentifier(scope: Scope, identifier: string): Promise<LoginRecord> {
  const email = parseEmailAddress(identifier);
  return findLogin(scope.tx, email.ok ? email.key : '-', identifier.trim().toLowerCase());
}
