import { users } from '../../contract/users.ts';
import type { UserId } from '../../kernel/ids.ts';
import { implement } from '../../platform/http/serve-api.ts';
import { countMatching, listUsers, showDepartments, showStations } from './list-users.ts';
import { showUser } from './show-user.ts';

export const usersRoutes = implement(users, {
  list: (scope, { query: { sort, cursor, limit, ...filter } }) => listUsers(scope, { filter, sort, cursor, limit }),
  count: (scope, { query: { exact, ...filter } }) => countMatching(scope, filter, exact ?? false),
  stations: (scope) => showStations(scope),
  departments: async (scope) => ({ departments: await showDepartments(scope) }),
  show: (scope, { params }) => showUser(scope, params.id as UserId),
});
