import type { UserId } from '../../kernel/ids.ts';
import type { App, Scope } from '../../platform/scope.ts';
import { type AuditSubject, type Doer, record } from '../audit/index.ts';
import type { UserRecord } from '../users/index.ts';
import { startSession, type Visit } from './start-session.ts';

type By = 'password' | 'app' | 'recovery' | 'passkey';

/** Nobody else gets in, whatever they prove. */
export const mayComeIn = (person: Pick<UserRecord, 'deactivated_at' | 'activated_at'>): boolean =>
  person.deactivated_at === null && person.activated_at !== null;

/** Somebody has proved who they are, all the steps of it: starts the session. Records `user.loggedIn` and by what. */
export async function letIn(app: App, scope: Scope, person: UserRecord, visit: Visit, by: By): Promise<void> {
  const self = { id: person.id as UserId, name: person.display_name, role: person.role };
  await startSession(app, scope, self, visit);
  const { doer, subject } = comingIn(self, by, scope.actor.origin);
  await record(scope, 'user.loggedIn', subject, doer);
}

/** Nobody else logs a person in than they themselves. */
export function comingIn(person: { id: UserId; name: string }, by: By, origin?: string): { doer: Doer; subject: AuditSubject } {
  const { id, name } = person;
  return {
    doer: { kind: 'user', id, name, origin: origin ?? null },
    subject: { target: { kind: 'user', id, name }, detail: { by } },
  };
}
