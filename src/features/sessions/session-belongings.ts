import type { Belongings } from '../../platform/belongings.ts';
import { deleteSignIns, devicesAndKeysOf } from './sign-ins-store.ts';

/** Devices and keys of a person, never their secrets. Erased, nothing to sign in with is left. */
export const sessionBelongings: Belongings = {
  name: 'devicesAndKeys',
  about: (scope, userId) => devicesAndKeysOf(scope.tx, userId),
  erase: (scope, userId) => deleteSignIns(scope.tx, userId, scope.now),
};
