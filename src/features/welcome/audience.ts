import type { Selection } from '../../contract/users.ts';
import type { Audience } from '../../contract/welcome.ts';
import type { UserId } from '../../kernel/ids.ts';
import { dayIn } from '../../kernel/local-time.ts';
import type { Scope } from '../../platform/scope.ts';
import type { WelcomeWish } from './welcome-eligibility.ts';

/** Everybody means whoever is not blocked; blocked people are only reached by a filter that shows them, and are then named as skipped. */
export const whichUsers = (audience: Audience) =>
  'userIds' in audience
    ? { userIds: [...new Set(audience.userIds)] as UserId[] }
    : { filter: 'filter' in audience ? audience.filter : {} };

/** The same for walking through it, batch by batch; how many it holds was checked before. */
export const selectionOf = (audience: Audience): Selection =>
  'userIds' in audience ? { userIds: audience.userIds } : { filter: 'filter' in audience ? audience.filter : {}, expected: 0 };

export const wishOf = (scope: Pick<Scope, 'now' | 'tenant'>, audience: Audience, onlyNew: boolean): WelcomeWish => ({
  today: dayIn(scope.tenant.timeZone, scope.now),
  byHand: 'userIds' in audience,
  onlyNew,
});
