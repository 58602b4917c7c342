import type { Belongings } from '../../platform/belongings.ts';
import { forgetAddresses, linksOf } from './link-history-store.ts';

/** The links that were made for a person, never their secrets. Erased, they keep no address. */
export const activationBelongings: Belongings = {
  name: 'links',
  about: (scope, userId) => linksOf(scope.tx, userId),
  erase: (scope, userId) => forgetAddresses(scope.tx, userId, scope.now),
};
