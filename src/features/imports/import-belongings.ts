import type { Belongings } from '../../platform/belongings.ts';
import { forgetBringer, forgetRows, importsOf, rowsAbout } from './import-belongings-store.ts';

/** What files said about a person, and which files they brought in. The files themselves are removed with their imports. */
export const importBelongings: Belongings = {
  name: 'imports',
  about: async (scope, userId) => ({ said: await rowsAbout(scope.tx, userId), broughtIn: await importsOf(scope.tx, userId) }),
  async erase(scope, userId) {
    await forgetRows(scope.tx, userId);
    await forgetBringer(scope.tx, userId);
  },
};
