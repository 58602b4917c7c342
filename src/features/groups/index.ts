export { addMembers, createGroup } from './change-groups.ts';
export { groupActs } from './group-acts.ts';
export { groupBelongings } from './group-belongings.ts';
export { selectGroupNames } from './group-names-store.ts';
export { groupNamesOf, handOverGroups } from './groups-of-user.ts';
export { anyGroup, findGroupByName, groupsOf } from './groups-store.ts';
export { groupRoutes } from './routes.ts';
