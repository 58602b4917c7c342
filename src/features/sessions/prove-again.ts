import type { AuthenticationResponseJSON } from '@simplewebauthn/server';
import { AppError } from '../../kernel/app-error.ts';
import type { SessionId, UserId } from '../../kernel/ids.ts';
import type { Who } from '../../platform/http/serve-api.ts';
import { type App, inTenant, type Scope } from '../../platform/scope.ts';
import { type Answered, type Ask, askForPasskey, personOfPasskey } from '../factors/index.ts';
import { findPasswordHash } from './credential-store.ts';
import { checkPassword } from './password-hash.ts';
import { provedAt, provedNow } from './session-store.ts';
import { ACCOUNT } from './try-limits.ts';
import { demandTry, forgetTries } from './try-store.ts';

const HOLDS = 10 * 60_000;

/** Whoever is logged in here with a device of their own: neither a key nor the system. @throws AppError `forbidden` */
export function selfOf(scope: Pick<Scope, 'actor'>): { userId: UserId; sessionId: SessionId } {
  const { actor } = scope;
  if (actor.kind !== 'user' || !actor.sessionId) throw new AppError('forbidden');
  return { userId: actor.userId, sessionId: actor.sessionId };
}

/** Until when nobody asks again at this device; null where it must be asked. */
export async function provedUntil(scope: Scope): Promise<Date | null> {
  const at = await provedAt(scope.tx, scope.tenant.id, selfOf(scope).sessionId);
  const until = new Date((at?.getTime() ?? 0) + HOLDS);
  return until > scope.now ? until : null;
}

/** The gravest acts: an unlocked computer is not enough. @throws AppError `session.proveAgain` */
export async function demandFreshProof(scope: Scope): Promise<void> {
  if (!(await provedUntil(scope))) throw new AppError('session.proveAgain');
}

/**
 * Whether this is the actor's own password; tries are counted before the check. Hashes, so it opens its own transactions.
 * @throws AppError `profile.wrongPassword`, `session.slowDown` (with `seconds`), `session.busy`
 */
export async function demandOwnPassword(app: App, who: Who, password: string): Promise<void> {
  const { userId } = selfOf(who);
  const forget = await countTryOf(app, who, 'prove');
  const hash = await inTenant(app, who, ({ tx, tenant }) => findPasswordHash(tx, tenant.id, userId));
  if (!(await checkPassword(hash, password))) throw new AppError('profile.wrongPassword');
  await inTenant(app, who, forget);
}

/**
 * Counts a try of the actor's own, before it is checked and in a transaction of its own, so that a refusal cannot take the
 * count back. @returns what forgets the tries once one was right @throws AppError `session.slowDown` (with `seconds`)
 */
export async function countTryOf(app: App, who: Who, what: 'prove' | 'two-step'): Promise<(scope: Scope) => Promise<void>> {
  const key = `${what}:${selfOf(who).userId}`;
  await inTenant(app, who, (scope) => demandTry(scope, key, ACCOUNT));
  return ({ tx, tenant, now }) => forgetTries(tx, tenant.id, key, now);
}

/** Proves once more, with the password; holds for ten minutes at this device. */
export async function prove(app: App, who: Who, password: string): Promise<void> {
  await demandOwnPassword(app, who, password);
  await inTenant(app, who, ({ tx, tenant, now }) => provedNow(tx, tenant.id, selfOf(who).sessionId, now));
}

export const askToProve = (app: App, scope: Scope): Promise<Ask> => askForPasskey(app, scope, 'prove', selfOf(scope).userId);

/** Proves once more, with a passkey of the actor's own. @throws AppError `session.passkeyWrong` */
export async function proveWithPasskey(app: App, scope: Scope, answered: Answered<AuthenticationResponseJSON>): Promise<void> {
  const { userId, sessionId } = selfOf(scope);
  if ((await personOfPasskey(app, scope, 'prove', userId, answered)) !== userId) throw new AppError('session.passkeyWrong');
  await provedNow(scope.tx, scope.tenant.id, sessionId, scope.now);
}
