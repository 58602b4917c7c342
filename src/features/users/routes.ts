import { users } from '../../contract/users.ts';
import type { UserId } from '../../kernel/ids.ts';
import { implement } from '../../platform/http/serve-api.ts';
import { changeUser } from './change-user.ts';
import { countMatching, listUsers, showDepartments, showStations } from './list-users.ts';
import { mayWith, showUser } from './show-user.ts';
import { userOf } from './user-view.ts';

export const usersRoutes = implement(users, {
  list: (scope, { query: { sort, cursor, limit, ...filter } }) => listUsers(scope, { filter, sort, cursor, limit }),
  count: (scope, { query: { exact, ...filter } }) => countMatching(scope, filter, exact ?? false),
  stations: (scope) => showStations(scope),
  departments: async (scope) => ({ departments: await showDepartments(scope) }),
  show: (scope, { params }) => showUser(scope, params.id as UserId),
  change: async (scope, { params, body }) => {
    const { person, welcomeTakenBack, toConfirm } = await changeUser(scope, params.id as UserId, body);
    return { user: userOf(person, scope.now, mayWith(scope, person)), welcomeTakenBack, toConfirm };
  },
});
