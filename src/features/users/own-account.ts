import { AppError } from '../../kernel/app-error.ts';
import { searchWords } from '../../kernel/fold-text.ts';
import type { UserId } from '../../kernel/ids.ts';
import { displayName } from '../../kernel/person-name.ts';
import type { Scope } from '../../platform/scope.ts';
import { takeBack } from '../mail/index.ts';
import { findUserByLogin, type UserRecord, updateUsers } from './user-store.ts';
import { replaceWords, searchText } from './user-words-store.ts';

/**
 * The new address of somebody who is in becomes the one they log in with. Links sent to the old one are bound to it, so they
 * die; waiting mails to it are taken back. The caller has locked the person and has proof of the address.
 * @throws AppError `users.emailTaken`
 */
export async function takeNewAddress(scope: Scope, person: UserRecord, address: { address: string; key: string }): Promise<void> {
  const taken = await findUserByLogin(scope.tx, address.key, '');
  if (taken && taken.id !== person.id)
    throw new AppError('users.emailTaken', { email: address.address, name: taken.display_name });
  const parts = { firstName: person.first_name, namePrefix: person.name_prefix, lastName: person.last_name };
  const name = displayName(parts) || address.address;
  const text = searchText(searchWords(name, address.address, person.user_name, person.external_id));
  await updateUsers(scope.tx, [person.id], {
    email: address.address,
    email_key: address.key,
    pending_email: null,
    pending_email_at: null,
    bounced_at: null,
    bounce_reason: null,
    mail_refused_at: null,
    display_name: name,
    search_text: text,
    version: person.version + 1,
    updated_at: scope.now,
  });
  await replaceWords(scope.tx, [{ before: person, after: { ...person, search_text: text } }]);
  await takeBack(scope, { userIds: [person.id as UserId] }, 'addressChanged');
}

/** The address of before stays. */
export async function dropNewAddress(scope: Scope, person: UserRecord): Promise<void> {
  const change = { pending_email: null, pending_email_at: null, version: person.version + 1, updated_at: scope.now };
  await updateUsers(scope.tx, [person.id], change);
}

export async function setPhoto(scope: Scope, id: UserId, file: string | null): Promise<void> {
  await updateUsers(scope.tx, [id], { photo_file: file, updated_at: scope.now });
}
