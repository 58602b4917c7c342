import { AppError } from '../../kernel/app-error.ts';
import { parseEmailAddress } from '../../kernel/email-address.ts';
import { searchWords } from '../../kernel/fold-text.ts';
import type { UserId } from '../../kernel/ids.ts';
import type { Locale } from '../../kernel/locale.ts';
import { displayName, sortName } from '../../kernel/person-name.ts';
import { actorIdOf, allow, type Scope } from '../../platform/scope.ts';
import { record } from '../audit/index.ts';
import { takeBack } from '../mail/index.ts';
import { FIELD_COLUMNS } from './bring-in-users.ts';
import { userToActOn } from './show-user.ts';
import { takenError, whoHas } from './taken.ts';
import { UNMAILED, type UserRecord, updateUsers } from './user-store.ts';
import { replaceWords, searchText } from './user-words-store.ts';

export interface UserChange {
  firstName?: string | undefined;
  namePrefix?: string | null | undefined;
  lastName?: string | undefined;
  email?: string | null | undefined;
  userName?: string | null | undefined;
  externalId?: string | null | undefined;
  locale?: Locale | undefined;
  timeZone?: string | null | undefined;
  department?: string | null | undefined;
  jobTitle?: string | null | undefined;
  phone?: string | null | undefined;
  location?: string | null | undefined;
  startDate?: string | null | undefined;
  endDate?: string | null | undefined;
}

const COLUMN = { ...FIELD_COLUMNS, timeZone: 'time_zone' } as const satisfies Record<keyof UserChange, keyof UserRecord>;

export interface Changed {
  person: UserRecord;
  /** A welcome mail was waiting for the old address: it was taken back, and can be sent to the new one. */
  welcomeTakenBack: boolean;
  /** An active person's new address waits until they confirm it. */
  toConfirm: string | null;
}

/**
 * Changes what is known of a person, as it was seen at `version`. A new address kills the links sent to the old one (their
 * secret is bound to it) and takes waiting mails back; for somebody who is in already it waits for their confirmation. The
 * address of now once more withdraws one that waits.
 * One's own address is changed where one is asked who one is. Records before and after of what changed at once.
 * @throws AppError `conflict`, `users.notFound`, `users.stronger`, `users.inProfile`, `users.emailTaken`, `email.*`
 */
export async function changeUser(scope: Scope, id: UserId, change: UserChange & { version: number }): Promise<Changed> {
  allow(scope, 'users.edit');
  const person = await userToActOn(scope, id);
  if (id === actorIdOf(scope) && change.email !== undefined && (change.email || null) !== person.email)
    throw new AppError('users.inProfile', {}, [{ path: 'body.email', code: 'users.inProfile' }]);
  return applyChange(scope, person, change);
}

/** The same for whoever may: the caller has made sure of it, and has locked the person. */
export async function applyChange(
  scope: Scope,
  person: UserRecord,
  { version, ...wanted }: UserChange & { version: number },
): Promise<Changed> {
  const id = person.id as UserId;
  if (person.version !== version) throw new AppError('conflict');
  if (person.erased_at) throw new AppError('users.notFound');
  const change = tidied(wanted);
  const fields = (Object.keys(change) as (keyof UserChange)[]).filter(
    (field) => (person[COLUMN[field]] ?? null) !== (change[field] ?? null),
  );
  const dropped = change.email !== undefined && !fields.includes('email') ? person.pending_email : null;
  if (!fields.length && !dropped) return { person, welcomeTakenBack: false, toConfirm: null };
  const address = fields.includes('email') ? await newAddress(scope, person, change.email ?? null) : undefined;
  await refuseTaken(scope, person, change, fields);
  const toConfirm = address && person.activated_at ? address.address : null;
  const columns: Record<string, unknown> = Object.fromEntries(
    fields.filter((field) => field !== 'email').map((field) => [COLUMN[field], change[field] ?? null]),
  );
  if (fields.includes('email')) Object.assign(columns, addressColumns(scope, address, toConfirm));
  if (dropped) Object.assign(columns, { pending_email: null, pending_email_at: null });
  const after = { ...person, ...columns } as UserRecord;
  const parts = { firstName: after.first_name, namePrefix: after.name_prefix, lastName: after.last_name };
  const name = displayName(parts) || after.email || after.user_name || person.display_name;
  const words = searchWords(name, after.email, after.user_name, after.external_id);
  const derived = { display_name: name, sort_name: sortName(parts), search_text: searchText(words) };
  await updateUsers(scope.tx, [id], { ...columns, ...derived, version: version + 1, updated_at: scope.now });
  await replaceWords(scope.tx, [{ before: person, after: { ...after, ...derived } }]);
  const takenBack = fields.includes('email') && !toConfirm ? await takeBack(scope, { userIds: [id] }, 'addressChanged') : 0;
  // A new address that waits is a fact of its own, recorded by whoever asks the person.
  const done = fields.filter((field) => field !== 'email' || !toConfirm);
  if (done.length) {
    await record(scope, 'user.changed', {
      target: { kind: 'user', id, name },
      detail: Object.fromEntries(
        done.map((field) => [field, { before: person[COLUMN[field]] ?? null, after: change[field] ?? null }]),
      ),
    });
  }
  if (dropped) await record(scope, 'user.addressDropped', { target: { kind: 'user', id, name }, detail: { address: dropped } });
  return { person: { ...after, ...derived, version: version + 1 }, welcomeTakenBack: takenBack > 0, toConfirm };
}

function tidied(wanted: UserChange): UserChange {
  const entries = Object.entries(wanted).filter(([, value]) => value !== undefined);
  return Object.fromEntries(
    entries.map(([field, value]) => [field, typeof value === 'string' ? value.trim() || (isName(field) ? '' : null) : value]),
  ) as UserChange;
}

const isName = (field: string) => field === 'firstName' || field === 'lastName';

/** @throws AppError `email.*`, `users.emailTaken` */
async function newAddress(scope: Scope, person: UserRecord, email: string | null) {
  if (email === null) return undefined;
  const parsed = parseEmailAddress(email);
  if (!parsed.ok) throw new AppError(`email.${parsed.problem}`, {}, [{ path: 'body.email', code: `email.${parsed.problem}` }]);
  const taken = await whoHas(scope, { emailKey: parsed.key });
  if (taken && taken.id !== person.id) throw await takenError(scope, taken, 'users.emailTaken', 'email', { email });
  return parsed;
}

function addressColumns(scope: Scope, address: { address: string; key: string } | undefined, toConfirm: string | null) {
  if (toConfirm) return { pending_email: toConfirm, pending_email_at: scope.now };
  return {
    email: address?.address ?? null,
    email_key: address?.key ?? null,
    pending_email: null,
    pending_email_at: null,
    ...UNMAILED,
  };
}

async function refuseTaken(scope: Scope, person: UserRecord, change: UserChange, fields: (keyof UserChange)[]): Promise<void> {
  if (fields.includes('userName') && change.userName) {
    const taken = await whoHas(scope, { userName: change.userName.toLowerCase() });
    if (taken && taken.id !== person.id) throw await takenError(scope, taken, 'users.userNameTaken', 'userName');
  }
  if (fields.includes('externalId') && change.externalId) {
    const taken = await whoHas(scope, { externalId: change.externalId });
    if (taken && taken.id !== person.id) throw await takenError(scope, taken, 'users.externalIdTaken', 'externalId');
  }
}
