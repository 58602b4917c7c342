import { findUser, type UserRecord, whoHas } from '../../features/users/index.ts';
import { parseEmailAddress } from '../../kernel/email-address.ts';
import { isUuid, type UserId } from '../../kernel/ids.ts';
import { CannotStart } from '../../platform/cannot-start.ts';
import type { Scope } from '../../platform/scope.ts';

/** Somebody by address, user name, staff number or id. @throws CannotStart */
export async function personCalled(scope: Scope, who: string): Promise<UserRecord & { id: UserId }> {
  const text = who.trim();
  const parsed = parseEmailAddress(text);
  const found = isUuid(text)
    ? await findUser(scope.tx, text as UserId)
    : await whoHas(scope, { emailKey: parsed.ok ? parsed.key : null, userName: text.toLowerCase(), externalId: text });
  if (!found) throw new CannotStart(`Nobody here has "${text}" as an e-mail address, user name, staff number or id.`);
  return found as UserRecord & { id: UserId };
}
