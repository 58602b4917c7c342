import { AppError } from '../../kernel/app-error.ts';
import type { UserId } from '../../kernel/ids.ts';
import type { Who } from '../../platform/http/serve-api.ts';
import { type App, allow, inTenant, type Scope } from '../../platform/scope.ts';
import { record } from '../audit/index.ts';
import { hashPassword, replacePassword } from '../sessions/index.ts';
import { lockUser, userToActOn } from '../users/index.ts';
import { actingAs } from './acting-as.ts';
import { refuse, usableLink } from './activate.ts';
import { revokeLinks, spendLink } from './activation-store.ts';
import { postReset, postResetDone } from './link-mails.ts';
import { prepareReset } from './prepare-links.ts';

/**
 * Sets a new password with a reset link: uses it up and replaces the password in one transaction, logs out everywhere (no
 * log-in by itself), and tells the person by mail. Records `user.passwordReset`.
 * @throws AppError `activation.*`, `password.*`, `session.busy`
 */
export async function resetPassword(app: App, who: Who, input: { id: string; secret: string; password: string }): Promise<void> {
  const shown = { purpose: 'reset', id: input.id, secret: input.secret } as const;
  const { link } = await inTenant(app, who, (scope) => usableLink(app, scope, shown, input.password));
  const passwordHash = await hashPassword(input.password);
  await inTenant(app, who, async (scope) => {
    const person = await lockUser(scope.tx, link.userId);
    if (!person || (await spendLink(scope.tx, scope.tenant.id, 'reset', link.id, scope.now)) !== link.userId)
      return refuse(app, scope, shown);
    await replacePassword(scope, link.userId, passwordHash);
    await revokeLinks(scope.tx, scope.tenant.id, link.userId, scope.now);
    const self = actingAs(scope, person);
    await postResetDone(self, person);
    await record(self, 'user.passwordReset', { target: { kind: 'user', id: person.id, name: person.display_name } });
  });
}

/**
 * Mails a user a link to set a new password; whoever asks never sees it. Records `user.passwordResetSent`.
 * @throws AppError `users.notFound`, `users.stronger`, `activation.notActive`, `activation.noAddress`
 */
export async function sendReset(scope: Scope, userId: UserId): Promise<void> {
  allow(scope, 'users.resetPassword');
  const person = await userToActOn(scope, userId);
  const reset = await prepareReset(scope, userId);
  if (!reset) throw new AppError('activation.notActive');
  if (!person.email) throw new AppError('activation.noAddress');
  await postReset(scope, person, reset);
  await record(scope, 'user.passwordResetSent', { target: { kind: 'user', id: person.id, name: person.display_name } });
}
