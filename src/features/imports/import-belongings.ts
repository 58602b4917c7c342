import type { ImportId } from '../../kernel/ids.ts';
import { mentions, type Traces } from '../../kernel/traces.ts';
import type { Belongings } from '../../platform/belongings.ts';
import type { Scope } from '../../platform/scope.ts';
import { giveUpFileJob } from '../tenants/index.ts';
import { forgetBringer, forgetInRows, forgetRows, importsNaming, importsOf, rowsAbout } from './import-belongings-store.ts';
import type { Found } from './import-view.ts';
import { lockImport, updateImport } from './imports-store.ts';

/**
 * What files said about a person, and which files they brought in. Erased, the rows are empty, and a file the person stands in goes
 * at once, unless it is still to be applied: then it goes with its import, thirty days later at most.
 */
export const importBelongings: Belongings = {
  name: 'imports',
  about: async (scope, userId) => ({ said: await rowsAbout(scope.tx, userId), broughtIn: await importsOf(scope.tx, userId) }),
  async erase(scope, userId, traces) {
    const naming = (await importsNaming(scope.tx, traces)).map(({ id }) => id);
    const told = [...(await forgetRows(scope.tx, userId)), ...(await forgetInRows(scope.tx, traces)), ...naming];
    for (const id of new Set(told)) await forgetFile(scope, id as ImportId, traces);
    await forgetBringer(scope.tx, userId);
  },
};

async function forgetFile(scope: Scope, id: ImportId, traces: Traces): Promise<void> {
  const row = await lockImport(scope.tx, id);
  if (!row) return;
  const over = row.state === 'applied' || row.state === 'cancelled';
  await updateImport(scope.tx, id, {
    found: JSON.stringify({ ...(row.found as Found), samples: [] }),
    ...(mentions(row.file_name, traces) ? { file_name: '…' } : {}),
    ...(over ? { file: null } : {}),
  });
  if (over && row.file) await scope.enqueue(giveUpFileJob, { file: row.file });
}
