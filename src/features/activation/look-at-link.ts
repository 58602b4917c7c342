import type { LinkPurpose, LinkState } from '../../contract/activation.ts';
import type { ActivationId } from '../../kernel/ids.ts';
import { isUuid } from '../../kernel/ids.ts';
import { isLocale } from '../../kernel/locale.ts';
import type { App, Scope } from '../../platform/scope.ts';
import { findUser, markVisited, type UserRecord } from '../users/index.ts';
import { findLinkOrAny, type LinkRecord, noteVisit } from './activation-store.ts';
import { provesLink } from './link-secret.ts';
import { linkWordOf } from './link-state.ts';

export interface ShownLink {
  purpose: LinkPurpose;
  id: string;
  secret: string;
}

/** The link whose secret was shown; undefined, after the same work, for everything else. */
export async function provenLink(app: Pick<App, 'secrets'>, scope: Scope, shown: ShownLink): Promise<LinkRecord | undefined> {
  const id = isUuid(shown.id) ? shown.id.toLowerCase() : '00000000-0000-0000-0000-000000000000';
  const found = await findLinkOrAny(scope.tx, scope.tenant.id, id as ActivationId);
  const isProven = provesLink(app.secrets, found, shown.secret);
  return isProven && found?.id === id && found.purpose === shown.purpose ? found : undefined;
}

/**
 * Tells whoever shows a link's secret what it can do; uses nothing up. The first proof is kept as "page visited". Everybody
 * else gets `unknown`, and nothing about anybody.
 */
export async function lookAtLink(app: Pick<App, 'secrets'>, scope: Scope, shown: ShownLink): Promise<LinkState> {
  const link = await provenLink(app, scope, shown);
  const person = link && (await findUser(scope.tx, link.userId));
  if (!link || !person) return { state: 'unknown' };
  const state = linkWordOf(link, scope.now);
  // The person first, as whoever uses the link does: the other way round the two would wait for each other.
  if (link.purpose === 'activation' && !person.visited_at && !person.deactivated_at) await markVisited(scope, link.userId);
  if (!link.visitedAt) await noteVisit(scope.tx, scope.tenant.id, link.id, scope.now);
  return {
    state,
    ...(isLocale(person.locale) && { locale: person.locale }),
    validUntil: link.expiresAt.toISOString(),
    ...(link.notBefore && { from: link.notBefore.toISOString() }),
    ...(link.replacedAt && { replacedAt: link.replacedAt.toISOString() }),
    ...(state === 'live' && { userName: person.email ?? person.user_name, own: ownWords(person) }),
  };
}

/** What a guesser would try first for this person. */
export function ownWords(person: UserRecord): string[] {
  return [person.first_name, person.last_name, person.name_prefix, person.email, person.user_name].filter(
    (text): text is string => Boolean(text),
  );
}
