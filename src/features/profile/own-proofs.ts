import type { RegistrationResponseJSON } from '@simplewebauthn/server';
import { AppError } from '../../kernel/app-error.ts';
import type { PasskeyId, UserId } from '../../kernel/ids.ts';
import type { Who } from '../../platform/http/serve-api.ts';
import { type App, actorIdOf, allow, inTenant, type Scope } from '../../platform/scope.ts';
import { record } from '../audit/index.ts';
import {
  type Answered,
  type Ask,
  askForNewPasskey,
  beginTwoStep,
  confirmTwoStep,
  deletePasskeys,
  keepPasskey,
  listPasskeys,
  makeRecoveryCodes,
  removeTwoStep,
  renamePasskeyRow,
  showTwoStep,
} from '../factors/index.ts';
import { countTryOf, demandFreshProof, endAllOf, passwordSince } from '../sessions/index.ts';
import { findUser, userToActOn } from '../users/index.ts';
import { postNotice } from './account-mails.ts';
import { accountOf, ownPerson, targetOf } from './own-person.ts';

/** A secret for one's authenticator app. @throws AppError `session.proveAgain`, `profile.twoStepIsOn` */
export async function beginOwnTwoStep(app: App, scope: Scope): Promise<{ secret: string; uri: string }> {
  const { person, userId } = await ownPerson(scope);
  await demandFreshProof(scope);
  return beginTwoStep(app, scope, userId, accountOf(person));
}

/** Switches two-step login on with a first code; tries are counted. Records `user.twoStepOn`. @throws AppError `profile.codeWrong`, `session.slowDown` */
export async function confirmOwnTwoStep(app: App, who: Who, code: string): Promise<{ codes: string[] }> {
  const forget = await countTryOf(app, who, 'two-step');
  return inTenant(app, who, async (scope) => {
    const { person, userId } = await ownPerson(scope);
    const codes = await confirmTwoStep(app, scope, userId, code);
    await forget(scope);
    await postNotice(scope, person, 'twoStepOn');
    await record(scope, 'user.twoStepOn', { target: targetOf(person) });
    return { codes };
  });
}

/** Ten new recovery codes; those of before end. Records `user.recoveryCodesMade`. @throws AppError `session.proveAgain`, `profile.twoStepIsOff` */
export async function makeOwnCodes(app: App, scope: Scope): Promise<{ codes: string[] }> {
  const { person, userId } = await ownPerson(scope);
  await demandFreshProof(scope);
  if (!(await showTwoStep(scope, userId)).since) throw new AppError('profile.twoStepIsOff');
  const codes = await makeRecoveryCodes(app, scope, userId);
  await record(scope, 'user.recoveryCodesMade', { target: targetOf(person) });
  return { codes };
}

/** Switches two-step login off, and tells of it by mail. Records `user.twoStepOff`. @throws AppError `session.proveAgain`, `profile.twoStepIsOff` */
export async function endOwnTwoStep(scope: Scope): Promise<void> {
  const { person, userId } = await ownPerson(scope);
  await demandFreshProof(scope);
  if (!(await removeTwoStep(scope, userId))) throw new AppError('profile.twoStepIsOff');
  await postNotice(scope, person, 'twoStepOff');
  await record(scope, 'user.twoStepOff', { target: targetOf(person) });
}

/** Whether somebody has two-step login, and how many passkeys: for whoever helps them. @throws AppError `users.notFound` */
export async function showProofsOf(scope: Scope, userId: UserId): Promise<{ twoStep: boolean; passkeys: number }> {
  allow(scope, 'users.read');
  if (!(await findUser(scope.tx, userId))) throw new AppError('users.notFound');
  const passkeys = await listPasskeys(scope.tx, scope.tenant.id, userId);
  return { twoStep: (await showTwoStep(scope, userId)).since !== null, passkeys: passkeys.length };
}

/**
 * For a lost phone: a user's two-step login and passkeys go, and every device is logged out; the password stays, and the
 * person is told by mail. One's own are removed where one is asked who one is. Records `user.proofsRemoved`.
 * @throws AppError `users.notFound`, `users.stronger`, `users.inProfile`, `profile.nothingToRemove`
 */
export async function removeProofsOf(scope: Scope, userId: UserId): Promise<void> {
  allow(scope, 'users.resetPassword');
  const person = await userToActOn(scope, userId);
  if (userId === actorIdOf(scope)) throw new AppError('users.inProfile');
  const twoStep = await removeTwoStep(scope, userId);
  const passkeys = await deletePasskeys(scope.tx, scope.tenant.id, userId);
  if (!twoStep && passkeys.length === 0) throw new AppError('profile.nothingToRemove');
  await endAllOf(scope, userId);
  await postNotice(scope, person, 'proofsRemoved');
  await record(scope, 'user.proofsRemoved', { target: targetOf(person), detail: { twoStep, passkeys: passkeys.length } });
}

/** What one's device needs to make a passkey. @throws AppError `session.proveAgain`, `profile.passkeysNotHere`, `profile.tooManyPasskeys` */
export async function askForOwnPasskey(app: App, scope: Scope): Promise<Ask> {
  const { person, userId } = await ownPerson(scope);
  await demandFreshProof(scope);
  return askForNewPasskey(app, scope, { id: userId, account: accountOf(person), name: person.display_name }, 'register');
}

/** Keeps the passkey that one's device made, and tells of it by mail. Records `user.passkeyAdded`. @throws AppError `session.proveAgain`, `profile.passkeyRefused` */
export async function keepOwnPasskey(
  app: App,
  scope: Scope,
  answered: Answered<RegistrationResponseJSON> & { name: string },
): Promise<void> {
  const { person, userId } = await ownPerson(scope);
  await demandFreshProof(scope);
  await keepPasskey(app, scope, userId, 'register', answered);
  await postNotice(scope, person, 'passkeyAdded');
  await record(scope, 'user.passkeyAdded', { target: targetOf(person), detail: { name: answered.name } });
}

/** Records `user.passkeyRenamed`. @throws AppError `notFound` */
export async function renameOwnPasskey(scope: Scope, id: PasskeyId, name: string): Promise<void> {
  const { person, userId } = await ownPerson(scope);
  if (!(await renamePasskeyRow(scope.tx, scope.tenant.id, userId, id, name))) throw new AppError('notFound');
  await record(scope, 'user.passkeyRenamed', { target: targetOf(person), detail: { name } });
}

/**
 * Removes one of one's passkeys; not the last one of somebody who has no password. Records `user.passkeyRemoved`.
 * @throws AppError `session.proveAgain`, `notFound`, `profile.lastWayIn`
 */
export async function removeOwnPasskey(scope: Scope, id: PasskeyId): Promise<void> {
  const { person, userId } = await ownPerson(scope);
  await demandFreshProof(scope);
  const all = await listPasskeys(scope.tx, scope.tenant.id, userId);
  if (!all.some((passkey) => passkey.id === id)) throw new AppError('notFound');
  if (all.length === 1 && !(await passwordSince(scope, userId))) throw new AppError('profile.lastWayIn');
  const [name] = await deletePasskeys(scope.tx, scope.tenant.id, userId, id);
  await postNotice(scope, person, 'passkeyRemoved');
  await record(scope, 'user.passkeyRemoved', { target: targetOf(person), detail: { name: name ?? '' } });
}
