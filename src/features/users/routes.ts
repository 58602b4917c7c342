import { users } from '../../contract/users.ts';
import type { UserId } from '../../kernel/ids.ts';
import { implement } from '../../platform/http/serve-api.ts';
import type { Scope } from '../../platform/scope.ts';
import { changeUser } from './change-user.ts';
import { exportUsers } from './export-users.ts';
import { countMatching, listUsers, showDepartments, showStations } from './list-users.ts';
import { mayWith, showUser } from './show-user.ts';
import type { UserRecord } from './user-store.ts';
import { type GroupNames, userOf, withGroups } from './user-view.ts';

/** What later features do when something happens to a person, or know about people; put together in main. */
export interface UserHooks {
  /** Somebody who is in was given a new address: it waits until they confirm it. */
  addressToConfirm(scope: Scope, person: UserRecord, address: string): Promise<void>;
  /** The groups of these people, by name: the first `most` of each, and how many there are. */
  groupsOf(scope: Scope, ids: UserId[], most: number): Promise<GroupNames>;
}

export const usersRoutes = (hooks: UserHooks) =>
  implement(users, {
    list: async (scope, { query: { sort, cursor, limit, ...filter } }) => {
      const { items, next } = await listUsers(scope, { filter, sort, cursor, limit });
      const ids = items.map((row) => row.id as UserId);
      return { items: withGroups(items, await hooks.groupsOf(scope, ids, 3)), next };
    },
    count: (scope, { query: { exact, ...filter } }) => countMatching(scope, filter, exact ?? false),
    stations: (scope) => showStations(scope),
    export: { outside: (app, who, { query }) => exportUsers(app, who, query, hooks) },
    exportChosen: { outside: (app, who, { body }) => exportUsers(app, who, body, hooks) },
    departments: async (scope) => ({ departments: await showDepartments(scope) }),
    show: (scope, { params }) => showUser(scope, params.id as UserId),
    change: async (scope, { params, body }) => {
      const { person, welcomeTakenBack, toConfirm } = await changeUser(scope, params.id as UserId, body);
      if (toConfirm) await hooks.addressToConfirm(scope, person, toConfirm);
      return { user: userOf(person, scope.now, mayWith(scope, person)), welcomeTakenBack, toConfirm };
    },
  });
