import { groups } from '../../contract/groups.ts';
import type { GroupId, UserId } from '../../kernel/ids.ts';
import { implement } from '../../platform/http/serve-api.ts';
import { addMembers, changeGroup, changeMember, createGroup, takeOut } from './change-groups.ts';
import { groupToSee } from './group-rights.ts';
import { groupsOfUser, handOverGroups } from './groups-of-user.ts';
import { groupView, showGroups, showMembers } from './show-groups.ts';

export const groupRoutes = implement(groups, {
  list: (scope, { query }) => showGroups(scope, { q: query.q ?? '', cursor: query.cursor ?? null, limit: query.limit }),
  create: async (scope, { body }) => groupView(await createGroup(scope, body)),
  show: async (scope, { params }) => groupView(await groupToSee(scope, params.id)),
  change: async (scope, { params, body }) => groupView(await changeGroup(scope, params.id as GroupId, body)),
  members: (scope, { params, query }) => showMembers(scope, { id: params.id, cursor: query.cursor ?? null, limit: query.limit }),
  addMembers: async (scope, { params, body }) => ({
    added: await addMembers(scope, params.id as GroupId, body.userIds, body.admin),
  }),
  changeMember: async (scope, { params, body }) => {
    await changeMember(scope, params.id as GroupId, params.userId, body.admin);
    return {};
  },
  takeOut: async (scope, { params }) => {
    await takeOut(scope, params.id as GroupId, params.userId);
    return {};
  },
  ofUser: async (scope, { params }) => ({ groups: await groupsOfUser(scope, params.id as UserId) }),
  handOver: (scope, { params, body }) => handOverGroups(scope, params.id as UserId, body.to as UserId),
});
