import { AppError } from '../../kernel/app-error.ts';
import { parseEmailAddress } from '../../kernel/email-address.ts';
import { newId, type UserId } from '../../kernel/ids.ts';
import { isLocale, type Locale } from '../../kernel/locale.ts';
import type { Who } from '../../platform/http/serve-api.ts';
import { type App, inTenant, type Scope } from '../../platform/scope.ts';
import { actingAs, revokeLinks } from '../activation/index.ts';
import { record } from '../audit/index.ts';
import { demandFreshProof, takeFrom } from '../sessions/index.ts';
import { applyChange, dropNewAddress, lockUser, takeNewAddress, type UserRecord } from '../users/index.ts';
import { postAddressLink, postNotice } from './account-mails.ts';
import { type AddressWord, addressWordOf, provenChange } from './address-links.ts';
import { dropAddressChanges, insertAddressChange, spendAddressChange } from './address-store.ts';
import { ownPerson, targetOf } from './own-person.ts';

const DAYS_3 = 3 * 86_400_000;
const PER_DAY = { seconds: 86_400, most: 10 };

/**
 * Somebody who is in was given a new address, by themselves or by an admin: mails a link to the new one, for three days, and
 * tells the old one. The old one counts until then. Records `user.addressAsked`.
 */
export async function askToConfirm(scope: Scope, person: UserRecord, address: string): Promise<void> {
  const parsed = parseEmailAddress(address);
  if (!parsed.ok) throw new AppError(`email.${parsed.problem}`);
  const id = newId<'addressChange'>();
  const askedBy = 'name' in scope.actor ? scope.actor.name : '';
  const expiresAt = new Date(scope.now.getTime() + DAYS_3);
  const change = { id, userId: person.id as UserId, address: parsed.address, addressKey: parsed.key, askedBy, expiresAt };
  await insertAddressChange(scope.tx, scope.tenant.id, change, scope.now);
  await postAddressLink(scope, person, parsed.address, id);
  await postNotice(scope, person, 'addressAsked', parsed.address);
  await record(scope, 'user.addressAsked', { target: targetOf(person), detail: { address: parsed.address } });
}

/**
 * Gives oneself a new login address, ten times a day at most (refusals count: they tell which addresses are taken).
 * @throws AppError `session.proveAgain`, `profile.sameAddress`, `profile.addressTaken`, `email.*`, `tooMany`
 */
export async function changeOwnAddress(app: App, who: Who, email: string): Promise<void> {
  await inTenant(app, who, async (scope) => {
    const { userId } = await ownPerson(scope);
    await demandFreshProof(scope);
    if (!(await takeFrom(scope.tx, scope.tenant.id, `address:${userId}`, PER_DAY, scope.now))) throw new AppError('tooMany');
  });
  await inTenant(app, who, async (scope) => {
    const { person } = await ownPerson(scope);
    const changed = await applyChange(scope, person, { email, version: person.version }).catch(withoutName);
    if (!changed.toConfirm) throw new AppError('profile.sameAddress');
    await askToConfirm(scope, changed.person, changed.toConfirm);
  });
}

/** Whose address it is, is the directory's business. */
function withoutName(error: unknown): never {
  if (error instanceof AppError && error.code === 'users.emailTaken') throw new AppError('profile.addressTaken');
  throw error;
}

/** Withdraws a new address of one's own that is not confirmed yet: its link dies. Records `user.addressDropped`. */
export async function dropOwnAddress(scope: Scope): Promise<void> {
  const { person, userId } = await ownPerson(scope);
  if (!person.pending_email) return;
  await dropAddressChanges(scope.tx, scope.tenant.id, userId, scope.now);
  await dropNewAddress(scope, person);
  await record(scope, 'user.addressDropped', { target: targetOf(person), detail: { address: person.pending_email } });
}

/** Tells whoever shows a link's secret what it can do; uses nothing up. */
export async function lookAtAddress(
  app: Pick<App, 'secrets'>,
  scope: Scope,
  shown: { id: string; secret: string },
): Promise<{ state: AddressWord | 'unknown'; address?: string; locale?: Locale }> {
  const change = await provenChange(app, scope, shown);
  if (!change) return { state: 'unknown' };
  const { locale } = change.person;
  return { state: addressWordOf(change, scope.now), address: change.address, ...(isLocale(locale) && { locale }) };
}

/**
 * The new address becomes the one to log in with, in one transaction; links sent to the old one die, and the old one is told.
 * It is typed once more, so that a machine which opens and clicks everything in a mailbox confirms nothing. Of many at once
 * exactly one succeeds. Records `user.addressConfirmed` as the person. @throws AppError `profile.addressLinkOver`,
 * `profile.addressNotThis`, `profile.addressTaken`
 */
export async function confirmAddress(
  app: Pick<App, 'secrets'>,
  scope: Scope,
  shown: { id: string; secret: string; email: string },
): Promise<void> {
  const change = await provenChange(app, scope, shown);
  const typed = parseEmailAddress(shown.email);
  if (change && addressWordOf(change, scope.now) === 'live' && !(typed.ok && typed.key === change.addressKey))
    throw new AppError('profile.addressNotThis');
  const person = change && (await lockUser(scope.tx, change.userId));
  if (!person || !(await spendAddressChange(scope.tx, scope.tenant.id, change.id, scope.now)))
    throw new AppError('profile.addressLinkOver');
  await takeNewAddress(scope, person, { address: change.address, key: change.addressKey }).catch(withoutName);
  await revokeLinks(scope.tx, scope.tenant.id, change.userId, scope.now);
  const self = actingAs(scope, person);
  await postNotice(self, person, 'addressChanged', change.address);
  await record(self, 'user.addressConfirmed', {
    target: targetOf(person),
    detail: { email: { before: person.email, after: change.address } },
  });
}
