import { AppError } from '../../kernel/app-error.ts';
import type { Who } from '../../platform/http/serve-api.ts';
import { type App, inTenant } from '../../platform/scope.ts';
import { ownWords, revokeLinks } from '../activation/index.ts';
import { record } from '../audit/index.ts';
import {
  changeOwnPassword,
  demandFreshProof,
  demandGoodPassword,
  demandOwnPassword,
  hashPassword,
  passwordSince,
} from '../sessions/index.ts';
import { postNotice } from './account-mails.ts';
import { ownPerson, targetOf } from './own-person.ts';

/**
 * Changes one's own password: the current one is asked for (whoever has none yet proves it with a passkey), open links end,
 * other devices and keys where that is wanted, and a mail tells of it. Records `user.passwordChanged`.
 * @throws AppError `profile.wrongPassword`, `password.*`, `session.proveAgain`, `session.slowDown`, `session.busy`
 */
export async function changePassword(
  app: App,
  who: Who,
  input: { current: string; password: string; endOthers: boolean },
): Promise<void> {
  const { hadOne, epoch } = await inTenant(app, who, async (scope) => {
    const { person, userId } = await ownPerson(scope, false);
    const since = await passwordSince(scope, userId);
    if (!since) await demandFreshProof(scope);
    demandGoodPassword(input.password, [scope.tenant.name, ...ownWords(person)]);
    return { hadOne: since !== null, epoch: person.auth_epoch };
  });
  if (hadOne) {
    if (input.current === '') throw new AppError('profile.wrongPassword');
    await demandOwnPassword(app, who, input.current);
  }
  const hash = await hashPassword(input.password);
  await inTenant(app, who, async (scope) => {
    const self = await ownPerson(scope);
    // Meanwhile logged out everywhere, or another password was set with a link: what was proved then proves nothing any more.
    if (self.person.auth_epoch !== epoch) throw new AppError('unauthenticated');
    await changeOwnPassword(scope, self, hash, input.endOthers);
    await revokeLinks(scope.tx, scope.tenant.id, self.userId, scope.now);
    await postNotice(scope, self.person, 'passwordChanged');
    await record(scope, 'user.passwordChanged', { target: targetOf(self.person), detail: { endOthers: input.endOthers } });
  });
}
