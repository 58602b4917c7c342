import { formerOf } from '../../kernel/traces.ts';
import type { Belongings } from '../../platform/belongings.ts';
import { forgetFile, forgetInImportsJob } from './forget-in-imports.ts';
import { forgetBringer, forgetRows, importsNaming, importsOf, rowsAbout } from './import-belongings-store.ts';

/**
 * What files said about a person, and which files they brought in. Erased, the rows are empty, and a file the person stands in goes
 * at once, unless it is still to be applied: then it goes with its import, thirty days later at most. Rows about others are looked
 * through by a job.
 */
export const importBelongings: Belongings = {
  name: 'imports',
  about: async (scope, userId) => ({ said: await rowsAbout(scope.tx, userId), broughtIn: await importsOf(scope.tx, userId) }),
  formerly: async (scope, userId) =>
    (await rowsAbout(scope.tx, userId)).map(({ before, created_at }) =>
      formerOf(created_at, (before ?? {}) as Record<string, unknown>),
    ),
  async erase(scope, userId, traces) {
    const naming = (await importsNaming(scope.tx, traces)).map(({ id }) => id);
    for (const id of new Set([...(await forgetRows(scope.tx, userId)), ...naming])) await forgetFile(scope, id, traces);
    await forgetBringer(scope.tx, userId);
    await scope.enqueue(forgetInImportsJob, {
      traces: { phrases: [...traces.phrases], names: [...traces.names], reason: traces.reason },
    });
  },
};
