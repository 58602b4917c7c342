import type { UserId } from '../../kernel/ids.ts';
import { dayIn } from '../../kernel/local-time.ts';
import { actorIdOf, type Scope } from '../../platform/scope.ts';
import { takeBack } from '../mail/index.ts';
import { endedLink, lastDayFrom, lockOwners, type UserRecord, updateUsers } from './user-store.ts';

export type NotDeactivated = 'self' | 'already' | 'lastOwner';

/** May this person be deactivated, and if not why not? Their strength is judged elsewhere (`coversUser`). */
export function whyNotDeactivate(person: UserRecord, actorId: string | null): Exclude<NotDeactivated, 'lastOwner'> | null {
  if (person.id === actorId) return 'self';
  return person.deactivated_at ? 'already' : null;
}

/**
 * The one way somebody is deactivated, whoever asks: out everywhere with the next request (the row's trigger raises
 * `auth_epoch`, which every session, key and link is held against), and waiting mails are taken back. What they wrote, and
 * their memberships, stay. Records nothing by itself. @returns whom it could not reach
 */
export async function deactivateUsers(
  scope: Scope,
  people: UserRecord[],
  reason: string | null,
): Promise<Map<string, NotDeactivated>> {
  const left = new Map<string, NotDeactivated>();
  const byUser = actorIdOf(scope);
  const owners = people.some((person) => person.role === 'owner') ? await lockOwners(scope.tx) : new Set();
  const going = people.filter((person) => {
    const isLast = owners.size === 1 && owners.has(person.id);
    const why = whyNotDeactivate(person, byUser) ?? (isLast ? 'lastOwner' : null);
    if (why) left.set(person.id, why);
    else owners.delete(person.id);
    return !why;
  });
  const ids = going.map((person) => person.id as UserId);
  await updateUsers(scope.tx, ids, {
    deactivated_at: scope.now,
    deactivated_by: byUser,
    deactivation_reason: reason,
    // Restored, they have no link any more: they are then to be found among those whose link expired.
    link_expires_at: endedLink(scope.now),
    // The link that would confirm it is dead too.
    pending_email: null,
    pending_email_at: null,
    updated_at: scope.now,
  });
  if (ids.length) await takeBack(scope, { userIds: ids }, 'deactivated');
  return left;
}

/**
 * Brings people back: memberships as before; no session, key or link of then works again (the trigger raises the epoch once more).
 * A last day that has passed goes, or they would leave again tonight; one to come stays.
 */
export async function restoreUsers(scope: Scope, people: UserRecord[]): Promise<void> {
  const ids = people.filter((person) => person.deactivated_at).map((person) => person.id);
  await updateUsers(scope.tx, ids, {
    deactivated_at: null,
    deactivated_by: null,
    deactivation_reason: null,
    end_date: lastDayFrom(todayOf(scope)),
    updated_at: scope.now,
  });
}

const todayOf = (scope: Scope): string => dayIn(scope.tenant.timeZone, scope.now);

/** Their last day is over, where the environment is. */
export const hasEnded = (scope: Scope, { end_date: last }: Pick<UserRecord, 'end_date'>): boolean =>
  last !== null && last < todayOf(scope);
