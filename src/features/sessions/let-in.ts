import type { Role } from '../../contract/permissions.ts';
import type { UserId } from '../../kernel/ids.ts';
import type { Actor, App, Scope } from '../../platform/scope.ts';
import { record } from '../audit/index.ts';
import { markSeen, type UserRecord } from '../users/index.ts';
import { startSession, type Visit } from './start-session.ts';

/** Nobody else gets in, whatever they prove. */
export const mayComeIn = (person: Pick<UserRecord, 'deactivated_at' | 'activated_at'>): boolean =>
  person.deactivated_at === null && person.activated_at !== null;

/** Somebody has proved who they are, all the steps of it: starts the session. Records `user.loggedIn` and by what. */
export async function letIn(
  app: App,
  scope: Scope,
  person: UserRecord,
  visit: Visit,
  by: 'password' | 'app' | 'recovery' | 'passkey',
): Promise<void> {
  const userId = person.id as UserId;
  await markSeen(scope, userId);
  await startSession(app, scope, { id: userId, role: person.role }, visit);
  const actor: Actor = {
    kind: 'user',
    userId,
    sessionId: null,
    name: person.display_name,
    role: person.role as Role,
    locale: scope.tenant.locale,
    permissions: new Set(),
    reach: null,
    ...(scope.actor.origin !== undefined && { origin: scope.actor.origin }),
  };
  await record({ ...scope, actor }, 'user.loggedIn', {
    target: { kind: 'user', id: userId, name: person.display_name },
    detail: { by },
  });
}
