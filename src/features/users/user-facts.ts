import type { UserId } from '../../kernel/ids.ts';
import type { Scope } from '../../platform/scope.ts';
import { mailQueued, raiseEpoch, updateSeen, updateUsers } from './user-store.ts';

/**
 * Links were made for these people: they may come in until `expiresAt`. Ends a hold. `withMail`: a mail with it was put in the
 * outbox as well, and what the mail before came to is history.
 */
export async function markInvited(scope: Scope, ids: UserId[], expiresAt: Date, withMail = false): Promise<void> {
  await updateUsers(
    scope.tx,
    ids,
    { link_expires_at: expiresAt, silent_since: null, welcome_on: null, ...(withMail && mailQueued(scope.now)) },
    { invited_at: scope.now },
  );
}

/** The link's secret was shown to us: somebody is at the page. The first time counts. */
export async function markVisited(scope: Scope, id: UserId): Promise<void> {
  await updateUsers(scope.tx, [id], {}, { visited_at: scope.now });
}

/** A credential was made: the person is in. */
export async function markActivated(scope: Scope, id: UserId): Promise<void> {
  await updateUsers(scope.tx, [id], { last_seen_at: scope.now }, { activated_at: scope.now });
}

/**
 * Makes every session, key and link of before worthless, at once and everywhere. For the person themselves or whoever may
 * log them out; deactivating and restoring do it by a trigger.
 */
export async function raiseAuthEpoch(scope: Scope, ...ids: UserId[]): Promise<void> {
  await raiseEpoch(scope.tx, ids);
}

/** No welcome e-mail yet: until a day (YYYY-MM-DD), or until an admin sends it (null). */
export async function holdWelcome(scope: Scope, id: UserId, day: string | null): Promise<void> {
  await updateUsers(scope.tx, [id], { silent_since: scope.now, welcome_on: day });
}

/** These people were here. Whoever was seen later already is left alone; who is being changed just now is passed over. */
export async function markSeen(scope: Scope, seen: readonly { id: UserId; at: Date }[]): Promise<void> {
  await updateSeen(scope.tx, seen);
}
