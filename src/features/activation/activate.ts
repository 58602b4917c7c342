import { AppError } from '../../kernel/app-error.ts';
import type { Who } from '../../platform/http/serve-api.ts';
import { type App, inTenant, type Scope } from '../../platform/scope.ts';
import { record } from '../audit/index.ts';
import { takeBack } from '../mail/index.ts';
import { demandGoodPassword, hashPassword, keepFirstPassword, startSession, type Visit } from '../sessions/index.ts';
import { findUser, lockUser, markActivated, type UserRecord } from '../users/index.ts';
import { actingAs } from './acting-as.ts';
import { type LinkRecord, revokeLinks, spendLink } from './activation-store.ts';
import { postActivated } from './link-mails.ts';
import { linkWordOf } from './link-state.ts';
import { ownWords, provenLink } from './look-at-link.ts';

/** The mails that ask somebody to activate: once they are in, none of them leaves any more. */
const INVITING = ['welcome', 'renewal'];

/**
 * Creates the first password: checks everything, hashes outside a transaction, then uses the link up in one statement, in
 * the transaction that keeps the password. Of many at once exactly one succeeds; the others are told "already used". Ends
 * every other link, takes waiting welcome mails back, tells the person by mail, logs them in. Records `user.activated`.
 * @throws AppError `activation.*` (what the link is now), `password.*`, `session.busy`
 */
export async function activate(
  app: App,
  who: Who,
  input: { id: string; secret: string; password: string },
  visit: Visit,
): Promise<void> {
  const shown = { purpose: 'activation', id: input.id, secret: input.secret } as const;
  const { link } = await inTenant(app, who, (scope) => usableLink(app, scope, shown, input.password));
  const passwordHash = await hashPassword(input.password);
  await inTenant(app, who, async (scope) => {
    const person = await lockUser(scope.tx, link.userId);
    if (!person || (await spendLink(scope.tx, scope.tenant.id, 'activation', link.id, scope.now)) !== link.userId) {
      return refuse(app, scope, shown);
    }
    if (!(await keepFirstPassword(scope, link.userId, passwordHash))) throw new AppError('activation.used');
    await revokeLinks(scope.tx, scope.tenant.id, link.userId, scope.now);
    await comeIn(scope, person);
    await startSession(app, scope, { id: link.userId, role: person.role }, visit);
  });
}

/** The moment a person becomes active, whatever proved them. */
export async function comeIn(scope: Scope, person: UserRecord): Promise<void> {
  const self = actingAs(scope, person);
  await markActivated(self, self.actor.userId);
  await takeBack(self, { userIds: [self.actor.userId], kinds: INVITING }, 'activated');
  await postActivated(self, person);
  await record(self, 'user.activated', { target: { kind: 'user', id: person.id, name: person.display_name } });
}

/** A link that can be used now, with its person. @throws AppError `activation.*`, `password.*` */
export async function usableLink(
  app: App,
  scope: Scope,
  shown: Parameters<typeof provenLink>[2],
  password?: string,
): Promise<{ link: LinkRecord; person: UserRecord }> {
  const link = await provenLink(app, scope, shown);
  const person = link && (await findUser(scope.tx, link.userId));
  if (!link || !person) throw new AppError('activation.unknown');
  const word = linkWordOf(link, scope.now);
  if (word !== 'live') throw new AppError(`activation.${word}`);
  if (password !== undefined) demandGoodPassword(password, [scope.tenant.name, ...ownWords(person)]);
  return { link, person };
}

/** Somebody was faster, or something changed meanwhile: says what the link is now. */
export async function refuse(app: App, scope: Scope, shown: Parameters<typeof provenLink>[2]): Promise<never> {
  const link = await provenLink(app, scope, shown);
  const word = link ? linkWordOf(link, scope.now) : 'unknown';
  throw new AppError(word === 'live' ? 'conflict' : `activation.${word}`);
}
