import type { RegistrationResponseJSON } from '@simplewebauthn/server';
import { profile } from '../../contract/profile.ts';
import type { PasskeyId, UserId } from '../../kernel/ids.ts';
import type { Belongings } from '../../platform/belongings.ts';
import { implement, type Who } from '../../platform/http/serve-api.ts';
import { type App, inTenant, type Scope } from '../../platform/scope.ts';
import type { Answered } from '../factors/index.ts';
import { changeOwnAddress, confirmAddress, dropOwnAddress, lookAtAddress } from './change-address.ts';
import { changePassword } from './change-password.ts';
import { changeNotifications, changeProfile } from './change-profile.ts';
import { myData } from './everything-about-me.ts';
import { showProfile } from './own-person.ts';
import {
  askForOwnPasskey,
  beginOwnTwoStep,
  confirmOwnTwoStep,
  endOwnTwoStep,
  keepOwnPasskey,
  makeOwnCodes,
  removeOwnPasskey,
  removeProofsOf,
  renameOwnPasskey,
  showProofsOf,
} from './own-proofs.ts';
import { putPhoto, removePhoto, showPhoto } from './photo.ts';

type Made = Answered<RegistrationResponseJSON> & { name: string };

export function profileRoutes(app: App, belongings: readonly Belongings[]) {
  const shown = async (scope: Scope, act: Promise<void>) => {
    await act;
    return showProfile(app, scope);
  };
  const shownAfter = async (who: Who, act: Promise<void>) => {
    await act;
    return inTenant(app, who, (scope) => showProfile(app, scope));
  };
  const done = async (act: Promise<void>) => {
    await act;
    return {};
  };
  return implement(profile, {
    show: (scope) => showProfile(app, scope),
    change: (scope, { body }) => shown(scope, changeProfile(scope, body)),
    notify: (scope, { body }) => shown(scope, changeNotifications(scope, body)),
    putPhoto: { outside: (_app, who, { request }) => shownAfter(who, putPhoto(app, who, request)) },
    removePhoto: { outside: (_app, who) => shownAfter(who, removePhoto(app, who)) },
    photo: { outside: (_app, who, { params }) => showPhoto(app, who, params.id as UserId) },
    changePassword: { outside: (_app, who, { body }) => done(changePassword(app, who, body)) },
    myData: (scope) => myData(scope, belongings),
    changeAddress: { outside: (_app, who, { body }) => shownAfter(who, changeOwnAddress(app, who, body.email)) },
    dropAddress: (scope) => shown(scope, dropOwnAddress(scope)),
    beginTwoStep: (scope) => beginOwnTwoStep(app, scope),
    confirmTwoStep: { outside: (_app, who, { body }) => confirmOwnTwoStep(app, who, body.code) },
    newCodes: (scope) => makeOwnCodes(app, scope),
    endTwoStep: (scope) => shown(scope, endOwnTwoStep(scope)),
    proofsOf: (scope, { params }) => showProofsOf(scope, params.id as UserId),
    removeProofsOf: (scope, { params }) => done(removeProofsOf(scope, params.id as UserId)),
    askPasskey: (scope) => askForOwnPasskey(app, scope),
    keepPasskey: (scope, { body }) => shown(scope, keepOwnPasskey(app, scope, body as unknown as Made)),
    renamePasskey: (scope, { params, body }) => shown(scope, renameOwnPasskey(scope, params.id as PasskeyId, body.name)),
    removePasskey: (scope, { params }) => shown(scope, removeOwnPasskey(scope, params.id as PasskeyId)),
    lookAtAddress: (scope, { body }) => lookAtAddress(app, scope, body),
    confirmAddress: (scope, { body }) => done(confirmAddress(app, scope, body)),
  });
}
