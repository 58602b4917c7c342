import type { Role } from '../../contract/permissions.ts';
import type { MyProfile } from '../../contract/profile.ts';
import { AppError } from '../../kernel/app-error.ts';
import type { SessionId, UserId } from '../../kernel/ids.ts';
import { isLocale } from '../../kernel/locale.ts';
import type { App, Scope } from '../../platform/scope.ts';
import { listPasskeys, passkeyPlace, showTwoStep } from '../factors/index.ts';
import { passwordSince, provedUntil, selfOf } from '../sessions/index.ts';
import { findUser, lockUser, photoOf, type UserRecord } from '../users/index.ts';
import { wantsGroupMails } from './profile-store.ts';

export interface Self {
  person: UserRecord;
  userId: UserId;
  sessionId: SessionId;
}

/** The first line of everything here: one's own account, with a device of one's own; a key cannot. @throws AppError `forbidden` */
export async function ownPerson(scope: Scope, lock = true): Promise<Self> {
  const self = selfOf(scope);
  const person = await (lock ? lockUser : findUser)(scope.tx, self.userId);
  if (!person || person.deactivated_at) throw new AppError('unauthenticated');
  return { ...self, person };
}

export const targetOf = (person: UserRecord) => ({ kind: 'user', id: person.id, name: person.display_name }) as const;

/** What somebody logs in with, for their app and their passkey to show. */
export const accountOf = (person: UserRecord): string => person.email ?? person.user_name ?? person.display_name;

/** One's own account, as the profile page shows it. */
export async function showProfile(app: App, scope: Scope): Promise<MyProfile> {
  const { person, userId } = await ownPerson(scope, false);
  const { tx, tenant } = scope;
  const passwordChangedAt = await passwordSince(scope, userId);
  const twoStep = await showTwoStep(scope, userId);
  const passkeys = await listPasskeys(tx, tenant.id, userId);
  return {
    id: person.id,
    name: person.display_name,
    firstName: person.first_name,
    namePrefix: person.name_prefix,
    lastName: person.last_name,
    email: person.email,
    pendingEmail: person.pending_email,
    userName: person.user_name,
    role: person.role as Role,
    locale: isLocale(person.locale) ? person.locale : tenant.locale,
    timeZone: person.time_zone,
    department: person.department,
    jobTitle: person.job_title,
    photo: photoOf(person),
    version: person.version,
    groupMails: await wantsGroupMails(tx, tenant.id, userId),
    hasPassword: passwordChangedAt !== null,
    passwordChangedAt: passwordChangedAt?.toISOString() ?? null,
    twoStep: { since: twoStep.since?.toISOString() ?? null, codesLeft: twoStep.codesLeft },
    passkeys: passkeys.map((passkey) => ({
      id: passkey.id,
      name: passkey.name,
      backedUp: passkey.backed_up,
      createdAt: passkey.created_at.toISOString(),
      lastUsedAt: passkey.last_used_at?.toISOString() ?? null,
    })),
    passkeysHere: passkeyPlace(app, scope) !== null,
    provedUntil: (await provedUntil(scope))?.toISOString() ?? null,
  };
}
