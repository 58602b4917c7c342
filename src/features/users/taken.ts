import { AppError, type ErrorCode, type ErrorDetails } from '../../kernel/app-error.ts';
import type { UserId } from '../../kernel/ids.ts';
import { beyondReach, reachOf, type Scope } from '../../platform/scope.ts';
import { findUser, findUserByLogin, findUserByNumber, type UserRecord } from './user-store.ts';

export interface Keys {
  emailKey?: string | null;
  userName?: string | null;
  externalId?: string | null;
}

/** Whoever has one of these already, in the whole directory: they are unique there, however far the actor reaches. */
export async function whoHas(scope: Scope, { emailKey, userName, externalId }: Keys): Promise<UserRecord | undefined> {
  return beyondReach(scope, async () => {
    const byLogin = emailKey || userName ? await findUserByLogin(scope.tx, emailKey ?? null, userName ?? '') : undefined;
    return byLogin ?? (externalId ? findUserByNumber(scope.tx, externalId) : undefined);
  });
}

/** True where the actor may know who that is. */
export async function isWithinReach(scope: Scope, person: UserRecord): Promise<boolean> {
  return reachOf(scope.actor) === null || (await findUser(scope.tx, person.id as UserId)) !== undefined;
}

/** The refusal at its field; whose it is only where the actor may know. */
export async function takenError(
  scope: Scope,
  holder: UserRecord,
  code: ErrorCode,
  field: 'email' | 'userName' | 'externalId',
  said: ErrorDetails = {},
): Promise<AppError> {
  const within = await isWithinReach(scope, holder);
  const told = within ? code : 'users.takenElsewhere';
  const details = within ? { ...said, name: holder.display_name } : said;
  return new AppError(told, details, [{ path: `body.${field}`, code: told, details }]);
}
