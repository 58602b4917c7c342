import type { Belongings } from '../../platform/belongings.ts';
import { forgetStarter, wavesStartedBy } from './wave-belongings-store.ts';

/** The sendings that somebody started. Erased, that they went out stays; by whom is gone. */
export const waveBelongings: Belongings = {
  name: 'sendings',
  about: (scope, userId) => wavesStartedBy(scope.tx, userId),
  erase: (scope, userId) => forgetStarter(scope.tx, userId),
};
