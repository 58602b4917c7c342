import type { Belongings } from '../../platform/belongings.ts';
import { deleteMemberships, groupsOf } from './groups-store.ts';

/** The groups of a person. Erased, the places are empty; what was written in the groups stays. */
export const groupBelongings: Belongings = {
  name: 'groups',
  about: async (scope, userId) => (await groupsOf(scope.tx, userId)).map(({ name, admin, since }) => ({ name, admin, since })),
  erase: (scope, userId) => deleteMemberships(scope.tx, userId),
};
