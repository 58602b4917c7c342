import type { RegistrationResponseJSON } from '@simplewebauthn/server';
import type { Who } from '../../platform/http/serve-api.ts';
import { type App, inTenant, type Scope } from '../../platform/scope.ts';
import { record } from '../audit/index.ts';
import { type Ask, askForNewPasskey, keepPasskey } from '../factors/index.ts';
import { startSession, type Visit } from '../sessions/index.ts';
import { lockUser } from '../users/index.ts';
import { actingAs } from './acting-as.ts';
import { comeIn, refuse, usableLink } from './activate.ts';
import { revokeLinks, spendLink } from './activation-store.ts';

export interface FirstPasskey {
  id: string;
  secret: string;
  askId: string;
  name: string;
  response: RegistrationResponseJSON;
}

/** What a device needs to make a passkey, told to whoever shows a live link; uses nothing up. @throws AppError `activation.*`, `profile.passkeysNotHere` */
export async function askForFirstPasskey(app: App, scope: Scope, shown: { id: string; secret: string }): Promise<Ask> {
  const { link, person } = await usableLink(app, scope, { purpose: 'activation', ...shown });
  const account = person.email ?? person.user_name ?? person.display_name;
  return askForNewPasskey(app, scope, { id: link.userId, account, name: person.display_name }, 'activate');
}

/**
 * Comes in with a passkey instead of a password: uses the link up in the transaction that keeps the passkey. Of many at once
 * exactly one succeeds. Everything else is as with a password. Records `user.activated`, `user.passkeyAdded`.
 * @throws AppError `activation.*` (what the link is now), `profile.passkeyRefused`
 */
export async function activateWithPasskey(app: App, who: Who, input: FirstPasskey, visit: Visit): Promise<void> {
  const shown = { purpose: 'activation', id: input.id, secret: input.secret } as const;
  await inTenant(app, who, async (scope) => {
    const { link } = await usableLink(app, scope, shown);
    const person = await lockUser(scope.tx, link.userId);
    if (!person || (await spendLink(scope.tx, scope.tenant.id, 'activation', link.id, scope.now)) !== link.userId)
      return refuse(app, scope, shown);
    const answered = { id: input.askId, name: input.name, response: input.response };
    await keepPasskey(app, scope, link.userId, 'activate', answered);
    await revokeLinks(scope.tx, scope.tenant.id, link.userId, scope.now);
    await comeIn(scope, person);
    const target = { kind: 'user', id: person.id, name: person.display_name } as const;
    await record(actingAs(scope, person), 'user.passkeyAdded', { target, detail: { name: input.name } });
    await startSession(app, scope, { id: link.userId, role: person.role }, visit);
  });
}
