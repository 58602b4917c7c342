import type { PersonalPart } from '../../platform/personal-part.ts';
import { groupsOf } from './groups-store.ts';

/** The groups somebody belongs to, and since when. */
export const groupsPart: PersonalPart = {
  name: 'groups',
  of: async (scope, userId) =>
    (await groupsOf(scope.tx, userId)).map((group) => ({ name: group.name, admin: group.admin, since: group.since })),
};
