import type { ActivationId, UserId } from '../../kernel/ids.ts';
import { type App, allow, publicUrlOf, type Scope } from '../../platform/scope.ts';
import { markInvited } from '../users/index.ts';
import { findLinks, type Prepared, putLinks } from './activation-store.ts';
import { linkUrl } from './link-secret.ts';
import { type LinkWord, linkWordOf } from './link-state.ts';

const RESET_MINUTES = 60;
const CHUNK = 5_000;

/**
 * Lets people in: one activation link each, working from `notBefore` until `expiresAt`. Before expiry a repeat gives the
 * same link and extends it; after expiry, or after a change of address, a new one. Marks them as invited, unless the caller
 * does (`marked: false`, then `markPrepared`). Whoever is active or deactivated is left out of the answer. Sends nothing.
 */
export async function prepareActivations(
  scope: Scope,
  userIds: readonly UserId[],
  term: { expiresAt: Date; notBefore?: Date | null; marked?: false },
): Promise<Prepared[]> {
  allow(scope, 'welcome.send');
  const all: Prepared[] = [];
  const full = { expiresAt: term.expiresAt, notBefore: term.notBefore ?? null };
  for (let start = 0; start < userIds.length; start += CHUNK) {
    const made = await putLinks(
      scope.tx,
      scope.tenant.id,
      'activation',
      userIds.slice(start, start + CHUNK),
      full,
      scope.now,
      true,
    );
    all.push(...made);
  }
  if (term.marked !== false) await markPrepared(scope, all, new Set());
  return all;
}

/**
 * Marks whom links were made for as invited; for those in `mailed` a mail waits too, in the same write. An extended link may
 * live longer than asked for: the fact on the person says what is true.
 */
export async function markPrepared(scope: Scope, made: readonly Prepared[], mailed: ReadonlySet<UserId>): Promise<void> {
  const groups = new Map<string, { ids: UserId[]; expiresAt: Date; withMail: boolean }>();
  for (const { expiresAt, userId } of made) {
    const withMail = mailed.has(userId);
    const key = `${expiresAt.getTime()} ${withMail}`;
    const group = groups.get(key);
    if (group) group.ids.push(userId);
    else groups.set(key, { ids: [userId], expiresAt, withMail });
  }
  for (const { ids, expiresAt, withMail } of groups.values()) await markInvited(scope, ids, expiresAt, withMail);
}

/** One link to set a new password, for an hour; it replaces any of before. undefined for whoever has no password. */
export async function prepareReset(scope: Scope, userId: UserId): Promise<Prepared | undefined> {
  const term = { notBefore: null, expiresAt: new Date(scope.now.getTime() + RESET_MINUTES * 60_000) };
  const [made] = await putLinks(scope.tx, scope.tenant.id, 'reset', [userId], term, scope.now, false);
  return made;
}

export interface WrittenLink {
  url: string;
  userId: UserId;
  state: Exclude<LinkWord, 'unknown'>;
  expiresAt: Date;
}

/** The addresses of links, for a mail that is being written: they exist only in what is answered here. */
export async function linksFor(
  app: Pick<App, 'secrets' | 'config'>,
  scope: Scope,
  ids: readonly ActivationId[],
): Promise<Map<ActivationId, WrittenLink>> {
  const links = await findLinks(scope.tx, scope.tenant.id, ids);
  const publicUrl = publicUrlOf(app, scope.tenant);
  return new Map(
    links.map((link) => [
      link.id,
      {
        url: linkUrl(app.secrets, publicUrl, link),
        userId: link.userId,
        state: linkWordOf(link, scope.now),
        expiresAt: link.expiresAt,
      },
    ]),
  );
}
