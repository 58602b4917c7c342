export { bringIn, findByKeys, type KnownPerson, namesOf, type NotBroughtIn, type PersonFields } from './bring-in-users.ts';
export { createUser, type NewUser } from './create-user.ts';
export { countMatching, showStations } from './list-users.ts';
export { usersRoutes } from './routes.ts';
export { checkSelection, nextOfSelection } from './select-users.ts';
export { coversUser, showUser, userToActOn } from './show-user.ts';
export { type StatusFacts, statusOf, type UserStatus } from './user-status.ts';
export { countOwners, findUser, findUserByLogin, lockUser, type UserRecord } from './user-store.ts';
export { markActivated, markInvited, markSeen, markVisited, raiseAuthEpoch } from './user-facts.ts';
