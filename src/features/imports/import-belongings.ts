import type { Belongings } from '../../platform/belongings.ts';
import { forgetRows, rowsAbout } from './import-belongings-store.ts';

/** What files said about a person. The files themselves are removed with their imports. */
export const importBelongings: Belongings = {
  name: 'imports',
  about: (scope, userId) => rowsAbout(scope.tx, userId),
  erase: (scope, userId) => forgetRows(scope.tx, userId),
};
