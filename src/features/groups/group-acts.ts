import { z } from 'zod';
import { uuid } from '../../contract/shapes.ts';
import { actorIdOf, type Scope } from '../../platform/scope.ts';
import { defineAct } from '../acts/index.ts';
import type { UserRecord } from '../users/index.ts';
import { groupToFill } from './group-rights.ts';
import { deleteMembers, insertMembers, membersAmong } from './groups-store.ts';

const params = z.strictObject({ groupId: uuid });

/** Those who are in the group, or are not: nothing would change for them. */
async function thoseWhoAre(scope: Scope, people: UserRecord[], groupId: string, inIt: boolean): Promise<Map<string, string>> {
  const ids = people.map((person) => person.id);
  const members = await membersAmong(scope.tx, groupId, ids);
  return new Map(ids.filter((id) => members.has(id) === inIt).map((id) => [id, inIt ? 'member' : 'notMember']));
}

/** What can be done to many people by groups. */
export const groupActs = [
  defineAct({
    name: 'addToGroup',
    permission: 'users.edit',
    sparesStronger: false,
    params,
    prepare: async (scope, { groupId }) => void (await groupToFill(scope, groupId)),
    whyNot: (_scope, person) => (person.deactivated_at ? 'deactivated' : null),
    whyNotThese: (scope, people, { groupId }) => thoseWhoAre(scope, people, groupId, true),
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
    whyNotThese: (scope, people, { groupId }) => thoseWhoAre(scope, people, groupId, false),
    apply: async (scope, people, { groupId }) => {
      await deleteMembers(
        scope.tx,
        groupId,
        people.map((person) => person.id),
      );
    },
  }),
];
