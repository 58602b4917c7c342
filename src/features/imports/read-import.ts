import type { ImportDetail } from '../../contract/imports.ts';
import { AppError } from '../../kernel/app-error.ts';
import type { ImportId } from '../../kernel/ids.ts';
import type { Who } from '../../platform/http/serve-api.ts';
import { type App, allow, inTenant } from '../../platform/scope.ts';
import { deleteRows } from './import-rows-store.ts';
import { detailOf } from './import-view.ts';
import { type ImportRecord, updateImport } from './imports-store.ts';
import { lookAtFile } from './look-at-file.ts';
import type { Settled } from './recognise-file.ts';
import { fileOf, theImport } from './show-import.ts';

/** Imports that may still be read another way. */
export const OPEN_STATES = ['received', 'planned', 'failed'];

/**
 * Looks at the file again with what a person settled (encoding, separator, row of headings). A plan that was made
 * before falls. @throws AppError `imports.wrongState`, `imports.fileGone`
 */
export async function readImport(app: App, who: Who, id: ImportId, settled: Settled): Promise<ImportDetail> {
  allow(who, 'imports.run');
  const row = await inTenant(app, who, (scope) => theImport(scope, id));
  mustBe(row, OPEN_STATES);
  const file = fileOf(row);
  if (!(await app.files.has(who.tenantId, file))) throw new AppError('imports.fileGone');
  const looked = await lookAtFile(() => app.files.read(who.tenantId, file), settled);
  return inTenant(app, who, async (scope) => {
    const now = await theImport(scope, id, 'locked');
    mustBe(now, OPEN_STATES);
    await deleteRows(scope.tx, id);
    const fresh = {
      state: 'received',
      reading: JSON.stringify(looked.reading),
      found: JSON.stringify(looked.found),
      counts: null,
      problem: null,
      rows_read: 0,
    };
    return detailOf(await updateImport(scope.tx, id, { ...fresh, plan: now.plan + 1 }));
  });
}

export function mustBe(row: ImportRecord, states: readonly string[]): void {
  if (!states.includes(row.state)) throw new AppError('imports.wrongState');
}
