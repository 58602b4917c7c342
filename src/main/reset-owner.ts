import { linksFor, prepareActivations, prepareReset } from '../features/activation/index.ts';
import { record } from '../features/audit/index.ts';
import { deletePasskeys, removeTwoStep } from '../features/factors/index.ts';
import { changeRoles, findUserByLogin, lockUser, mayGive, restoreUsers } from '../features/users/index.ts';
import { AppError } from '../kernel/app-error.ts';
import { parseEmailAddress } from '../kernel/email-address.ts';
import type { UserId } from '../kernel/ids.ts';
import type { App, Scope } from '../platform/scope.ts';

const HOUR = 3_600_000;

/**
 * The way back in for whoever has the machine: one link, for an hour, with which this person sets a password. Somebody
 * deactivated is restored, somebody else becomes an owner. The password so far works until the link is used; a second step
 * and passkeys go at once, because nobody else may remove those of an owner.
 * Records `user.ownerReset`.
 * @throws AppError `forbidden` to whoever is less than an owner, `users.notFound`
 */
export async function resetOwner(app: App, scope: Scope, login: string): Promise<{ url: string; becameOwner: boolean }> {
  mayGive(scope, 'owner');
  const email = parseEmailAddress(login);
  const found = await findUserByLogin(scope.tx, email.ok ? email.key : null, login.trim().toLowerCase());
  const person = found && (await lockUser(scope.tx, found.id as UserId));
  if (!person) throw new AppError('users.notFound');
  const id = person.id as UserId;
  if (person.deactivated_at) await restoreUsers(scope, [person]);
  const becameOwner = person.role !== 'owner';
  if (becameOwner) await changeRoles(scope, [person], { role: 'owner', within: null });
  const expiresAt = new Date(scope.now.getTime() + HOUR);
  const link = person.activated_at ? await prepareReset(scope, id) : (await prepareActivations(scope, [id], { expiresAt }))[0];
  if (!link) throw new AppError('users.notFound');
  const url = (await linksFor(app, scope, [link.activationId])).get(link.activationId)?.url;
  if (!url) throw new AppError('users.notFound');
  await removeTwoStep(scope, id);
  await deletePasskeys(scope.tx, scope.tenant.id, id);
  const detail = { becameOwner, restored: person.deactivated_at !== null };
  await record(scope, 'user.ownerReset', { target: { kind: 'user', id, name: person.display_name }, detail });
  return { url, becameOwner };
}
