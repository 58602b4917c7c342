export {
  bringIn,
  FIELD_COLUMNS,
  findByKeys,
  isProtectedFrom,
  namesOf,
} from './bring-in-users.ts';
export { changeRoles, demandGroupsToLimit, mayGive, whyNotChangeRole } from './change-role.ts';
export { applyChange, changeUser, type UserChange } from './change-user.ts';
export { createUser } from './create-user.ts';
export { deactivateUsers, hasEnded, restoreUsers, whyNotDeactivate } from './deactivate-users.ts';
export { exportUsers } from './export-users.ts';
export { countMatching, listUsers } from './list-users.ts';
export { findLogin, type LoginName, loginName } from './login-store.ts';
export { dropNewAddress, setPhoto, takeNewAddress } from './own-account.ts';
export {
  markMailQueued,
  markOpened,
  type Recipient,
  recipients,
  recordMailEnds,
  tallyUsers,
  usersByRule,
} from './record-mail-fact.ts';
export { type UserHooks, usersRoutes } from './routes.ts';
export { checkSelection, nextOfSelection } from './select-users.ts';
export { coversUser, showUser, userToActOn, userToSee } from './show-user.ts';
export { isWithinReach, whoHas } from './taken.ts';
export { tracesOf } from './traces-of.ts';
export { userBelongings } from './user-belongings.ts';
export { holdWelcome, markActivated, markInvited, markSeen, markVisited, raiseAuthEpoch } from './user-facts.ts';
export { statusOf } from './user-status.ts';
export { findUser, findUserByLogin, lockLeavers, lockUser, lockUsers, type UserRecord } from './user-store.ts';
export { photoOf } from './user-view.ts';
