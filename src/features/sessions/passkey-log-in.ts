import type { AuthenticationResponseJSON } from '@simplewebauthn/server';
import { AppError } from '../../kernel/app-error.ts';
import { addressOf, counterNetwork } from '../../platform/http/client-address.ts';
import type { Who } from '../../platform/http/serve-api.ts';
import { type App, inTenant, type Scope } from '../../platform/scope.ts';
import { type Answered, type Ask, askForPasskey, personOfPasskey } from '../factors/index.ts';
import { lockUser } from '../users/index.ts';
import { letIn, mayComeIn } from './let-in.ts';
import type { Visit } from './start-session.ts';
import { NETWORK, NETWORK_KEY, TENANT, TENANT_KEY } from './try-limits.ts';
import { takeFrom, takeTry, waitFor } from './try-store.ts';

const ASKED = { seconds: 300, most: 200 };

/** What a passkey is to sign; nobody has said who they are, so it is the same for everybody. @throws AppError `session.slowDown` */
export async function askToLogIn(app: App, scope: Scope, request: Request): Promise<Ask> {
  const network = `passkey:network:${counterNetwork(addressOf(request))}`;
  if (!(await takeFrom(scope.tx, scope.tenant.id, network, ASKED, scope.now)))
    throw new AppError('session.slowDown', { seconds: 60 });
  return askForPasskey(app, scope, 'log_in', null);
}

/**
 * Logs in with a passkey. It has asked for finger, face or PIN, so it is both steps in one. The answer is the same whatever
 * is wrong. Records `user.loggedIn`. @throws AppError `session.passkeyWrong`, `session.slowDown` (with `seconds`)
 */
export async function logInWithPasskey(
  app: App,
  who: Who,
  answered: Answered<AuthenticationResponseJSON>,
  visit: Visit,
): Promise<void> {
  const network = NETWORK_KEY(counterNetwork(addressOf(visit.request)));
  const fits = await inTenant(app, who, async (scope) => {
    const wait = await waitFor(scope.tx, scope.tenant.id, [network, TENANT_KEY], scope.now);
    if (wait > 0) throw new AppError('session.slowDown', { seconds: wait });
    const userId = await personOfPasskey(app, scope, 'log_in', null, answered);
    const person = userId && (await lockUser(scope.tx, userId));
    if (!person || !mayComeIn(person)) {
      await takeTry(scope.tx, scope.tenant.id, network, NETWORK, scope.now);
      await takeTry(scope.tx, scope.tenant.id, TENANT_KEY, TENANT, scope.now);
      return false;
    }
    await letIn(app, scope, person, visit, 'passkey');
    return true;
  });
  if (!fits) throw new AppError('session.passkeyWrong');
}
