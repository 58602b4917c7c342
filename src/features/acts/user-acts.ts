import { z } from 'zod';
import { role, uuid } from '../../contract/shapes.ts';
import { actorIdOf } from '../../platform/scope.ts';
import {
  changeRoles,
  deactivateUsers,
  demandGroupsToLimit,
  hasEnded,
  mayGive,
  restoreUsers,
  whyNotChangeRole,
  whyNotDeactivate,
} from '../users/index.ts';
import { defineAct } from './define-act.ts';

const reason = z.string().trim().max(500).nullable().default(null);

/** What can be done to people by the directory itself. */
export const userActs = [
  defineAct({
    name: 'deactivate',
    event: 'user.deactivated',
    permission: 'users.deactivate',
    params: z.strictObject({ reason }),
    whyNot: (scope, person) => whyNotDeactivate(person, actorIdOf(scope)),
    apply: (scope, people, params) => deactivateUsers(scope, people, params.reason),
  }),
  defineAct({
    name: 'restore',
    event: 'user.restored',
    permission: 'users.deactivate',
    params: z.strictObject({}),
    changes: (person, _params, scope): Record<string, { before: unknown; after: unknown }> =>
      hasEnded(scope, person) ? { endDate: { before: person.end_date, after: null } } : {},
    whyNot: (_scope, person) => (person.erased_at ? 'erased' : person.deactivated_at ? null : 'already'),
    apply: (scope, people) => restoreUsers(scope, people),
  }),
  defineAct({
    name: 'changeRole',
    event: 'user.changed',
    permission: 'roles.assign',
    params: z.strictObject({ role, within: z.array(uuid).min(1).max(100).nullable().default(null) }),
    prepare: async (scope, params) => {
      mayGive(scope, params.role);
      await demandGroupsToLimit(scope, params);
    },
    changes: (person, params) => ({
      role: { before: person.role, after: params.role },
      ...(person.reach || params.within ? { within: { before: person.reach, after: params.within } } : {}),
    }),
    whyNot: (scope, person, params) => whyNotChangeRole(scope, person, params),
    apply: (scope, people, params) => changeRoles(scope, people, params),
  }),
];
