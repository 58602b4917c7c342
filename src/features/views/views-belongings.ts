import type { Belongings } from '../../platform/belongings.ts';
import { deleteOwnViews, viewsOf } from './views-store.ts';

/** The saved views of a person. Erased, those that others use stay, without a name beside them. */
export const viewBelongings: Belongings = {
  name: 'views',
  about: (scope, userId) => viewsOf(scope.tx, userId),
  erase: (scope, userId) => deleteOwnViews(scope.tx, userId),
};
