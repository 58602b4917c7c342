import type { Role } from '../../contract/permissions.ts';
import { AppError } from '../../kernel/app-error.ts';
import { parseEmailAddress } from '../../kernel/email-address.ts';
import { searchWords } from '../../kernel/fold-text.ts';
import { newId, type UserId } from '../../kernel/ids.ts';
import type { Locale } from '../../kernel/locale.ts';
import { displayName, sortName } from '../../kernel/person-name.ts';
import { allow, type Scope } from '../../platform/scope.ts';
import { record } from '../audit/index.ts';
import { covers, permissionsOf } from '../tenants/index.ts';
import { takenError, whoHas } from './taken.ts';
import { insertUser } from './user-store.ts';

export interface NewUser {
  /** Made by the caller where a retry must be the same person. */
  id?: UserId;
  firstName: string;
  namePrefix?: string | null;
  lastName: string;
  email: string | null;
  userName?: string | null;
  externalId?: string | null;
  role?: Role;
  locale?: Locale;
  department?: string | null;
  jobTitle?: string | null;
  startDate?: string | null;
  source: 'form' | 'setup' | 'sample';
}

/**
 * Makes one account without login details: not invited, no link. Records `user.created`.
 * @throws AppError `forbidden` (a role with rights the actor lacks), `email.*`, `users.emailTaken`, `users.userNameTaken`,
 * `users.externalIdTaken`, `users.takenElsewhere`
 */
export async function createUser(scope: Scope, input: NewUser): Promise<UserId> {
  allow(scope, 'users.create');
  const role = input.role ?? 'member';
  if (!covers(scope.actor.permissions, permissionsOf(role))) throw new AppError('forbidden');
  const email = input.email === null ? null : addressOf(input.email);
  const userName = input.userName?.trim().toLowerCase() || null;
  const number = input.externalId?.trim() || null;
  const taken = await whoHas(scope, { emailKey: email?.key ?? null, userName, externalId: number });
  if (taken && taken.email_key === email?.key)
    throw await takenError(scope, taken, 'users.emailTaken', 'email', { email: input.email });
  if (taken && userName && taken.user_name === userName) throw await takenError(scope, taken, 'users.userNameTaken', 'userName');
  if (taken) throw await takenError(scope, taken, 'users.externalIdTaken', 'externalId');
  const id = input.id ?? newId<'user'>();
  const name = displayName(input);
  await insertUser(
    scope.tx,
    {
      tenant_id: scope.tenant.id,
      id,
      email: email?.address ?? null,
      email_key: email?.key ?? null,
      user_name: userName,
      external_id: number,
      first_name: input.firstName.trim(),
      name_prefix: input.namePrefix?.trim() || null,
      last_name: input.lastName.trim(),
      display_name: name || email?.address || userName || '',
      sort_name: sortName(input),
      role,
      locale: input.locale ?? scope.tenant.locale,
      department: input.department ?? null,
      job_title: input.jobTitle ?? null,
      start_date: input.startDate ?? null,
      source: input.source,
      created_at: scope.now,
      updated_at: scope.now,
    },
    searchWords(name, email?.address, userName, input.externalId),
  );
  await record(scope, 'user.created', { target: { kind: 'user', id, name }, detail: { role, source: input.source } });
  return id;
}

function addressOf(text: string) {
  const parsed = parseEmailAddress(text);
  if (!parsed.ok) throw new AppError(`email.${parsed.problem}`, {}, [{ path: 'body.email', code: `email.${parsed.problem}` }]);
  return parsed;
}
