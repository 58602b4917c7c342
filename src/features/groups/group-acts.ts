import { z } from 'zod';
import { uuid } from '../../contract/shapes.ts';
import { defineAct } from '../acts/index.ts';
import { actorIdOf } from '../users/index.ts';
import { groupToFill } from './group-rights.ts';
import { deleteMembers, insertMembers } from './groups-store.ts';

const params = z.strictObject({ groupId: uuid });

/** What can be done to many people by groups. */
export const groupActs = [
  defineAct({
    name: 'addToGroup',
    permission: 'users.edit',
    sparesStronger: false,
    params,
    prepare: async (scope, { groupId }) => void (await groupToFill(scope, groupId)),
    whyNot: (_scope, person) => (person.deactivated_at ? 'deactivated' : null),
    apply: async (scope, people, { groupId }) => {
      const by = { admin: false, addedBy: actorIdOf(scope), now: scope.now };
      await insertMembers(
        scope.tx,
        scope.tenant.id,
        groupId,
        people.map((person) => person.id),
        by,
      );
    },
  }),
  defineAct({
    name: 'takeOutOfGroup',
    permission: 'users.edit',
    sparesStronger: false,
    params,
    prepare: async (scope, { groupId }) => void (await groupToFill(scope, groupId)),
    whyNot: () => null,
    apply: async (scope, people, { groupId }) => {
      await deleteMembers(
        scope.tx,
        groupId,
        people.map((person) => person.id),
      );
    },
  }),
];
