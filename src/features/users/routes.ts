import { users } from '../../contract/users.ts';
import type { UserId } from '../../kernel/ids.ts';
import { implement } from '../../platform/http/serve-api.ts';
import type { Scope } from '../../platform/scope.ts';
import { changeUser } from './change-user.ts';
import { exportUsers } from './export-users.ts';
import { countMatching, listUsers, showDepartments, showStations } from './list-users.ts';
import { mayWith, showUser } from './show-user.ts';
import type { UserRecord } from './user-store.ts';
import { userOf } from './user-view.ts';

/** What later features do when something happens to a person; put together in main. */
export interface UserHooks {
  /** Somebody who is in was given a new address: it waits until they confirm it. */
  addressToConfirm(scope: Scope, person: UserRecord, address: string): Promise<void>;
}

export const usersRoutes = (hooks: UserHooks) =>
  implement(users, {
    list: (scope, { query: { sort, cursor, limit, ...filter } }) => listUsers(scope, { filter, sort, cursor, limit }),
    count: (scope, { query: { exact, ...filter } }) => countMatching(scope, filter, exact ?? false),
    stations: (scope) => showStations(scope),
    export: { outside: (app, who, { query }) => exportUsers(app, who, query) },
    departments: async (scope) => ({ departments: await showDepartments(scope) }),
    show: (scope, { params }) => showUser(scope, params.id as UserId),
    change: async (scope, { params, body }) => {
      const { person, welcomeTakenBack, toConfirm } = await changeUser(scope, params.id as UserId, body);
      if (toConfirm) await hooks.addressToConfirm(scope, person, toConfirm);
      return { user: userOf(person, scope.now, mayWith(scope, person)), welcomeTakenBack, toConfirm };
    },
  });
