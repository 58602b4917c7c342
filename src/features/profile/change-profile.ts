import type { Locale } from '../../kernel/locale.ts';
import type { Scope } from '../../platform/scope.ts';
import { record } from '../audit/index.ts';
import { applyChange } from '../users/index.ts';
import { ownPerson, targetOf } from './own-person.ts';
import { putGroupMails, wantsGroupMails } from './profile-store.ts';

/** Changes one's own name, language or time zone, as seen at `version`. Records `user.changed`. @throws AppError `conflict` */
export async function changeProfile(
  scope: Scope,
  change: {
    version: number;
    firstName?: string | undefined;
    namePrefix?: string | null | undefined;
    lastName?: string | undefined;
    locale?: Locale | undefined;
    timeZone?: string | null | undefined;
  },
): Promise<void> {
  const { person } = await ownPerson(scope);
  await applyChange(scope, person, change);
}

/** Which mails one wants. Records `user.notificationsChanged`. */
export async function changeNotifications(scope: Scope, wish: { groupMails: boolean }): Promise<void> {
  const { person, userId } = await ownPerson(scope);
  const before = await wantsGroupMails(scope.tx, scope.tenant.id, userId);
  if (before === wish.groupMails) return;
  await putGroupMails(scope.tx, scope.tenant.id, userId, wish.groupMails, scope.now);
  await record(scope, 'user.notificationsChanged', {
    target: targetOf(person),
    detail: { groupMails: { before, after: wish.groupMails } },
  });
}
