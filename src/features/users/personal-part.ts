import type { PersonalPart } from '../../platform/personal-part.ts';
import { findUser } from './user-store.ts';
import { userOf } from './user-view.ts';

const NOTHING = {
  edit: false,
  welcome: false,
  logOut: false,
  resetPassword: false,
  deactivate: false,
  restore: false,
  changeRole: false,
};

/** The person's row of the directory. */
export const personPart: PersonalPart = {
  name: 'person',
  of: async (scope, userId) => {
    const row = await findUser(scope.tx, userId);
    if (!row) return null;
    const { may: _, version: __, ...person } = userOf(row, scope.now, NOTHING);
    return { ...person, timeZone: row.time_zone };
  },
};
