import type { Belongings } from '../../platform/belongings.ts';
import { deleteOwnViews, deleteViewsOf, viewsOf } from './views-store.ts';

/** The saved views of a person. Erased, those that others use stay, without a name beside them; a view that searches for this very
 * person finds nobody any more, and goes. */
export const viewBelongings: Belongings = {
  name: 'views',
  about: (scope, userId) => viewsOf(scope.tx, userId),
  async erase(scope, userId, traces) {
    await deleteOwnViews(scope.tx, userId);
    await deleteViewsOf(scope.tx, traces);
  },
};
