import type { ImportId, TenantId } from '../../kernel/ids.ts';
import { type App, inTenant, type Scope, systemActor } from '../../platform/scope.ts';
import { record } from '../audit/index.ts';
import { giveUpFileJob } from '../tenants/index.ts';
import { deleteSomeRows } from './import-rows-store.ts';
import type { Found } from './import-view.ts';
import { type ImportRecord, lockOldImport, updateImport } from './imports-store.ts';

const DAYS = 30;
const BATCH = 20_000;

/**
 * Thirty days after an import was applied or stopped, or nobody touched it any more, its file and its rows are erased; its numbers
 * stay. One that was never applied is cancelled by it. Safe to run twice at once. Records `import.erased` on each.
 * @returns how many imports
 */
export async function eraseOldImports(app: App, tenantId: TenantId): Promise<number> {
  const who = { tenantId, actor: systemActor('imports') };
  for (let erased = 0; ; ) {
    const step = await inTenant(app, who, oneStep);
    if (step === 'none') return erased;
    if (step === 'erased') erased += 1;
  }
}

async function oneStep(scope: Scope): Promise<'none' | 'more' | 'erased'> {
  const row = await lockOldImport(scope.tx, new Date(scope.now.getTime() - DAYS * 86_400_000));
  if (!row) return 'none';
  if ((await deleteSomeRows(scope.tx, row.id as ImportId, BATCH)) === BATCH) return 'more';
  await eraseFile(scope, row);
  await record(scope, 'import.erased', { target: { kind: 'import', id: row.id, name: row.file_name } });
  return 'erased';
}

/** The import no longer points to its file, nor shows values out of it. */
async function eraseFile(scope: Scope, row: ImportRecord): Promise<void> {
  const over = row.state === 'applied' || row.state === 'cancelled';
  await updateImport(scope.tx, row.id as ImportId, {
    file: null,
    erased_at: scope.now,
    found: JSON.stringify({ ...(row.found as Found), samples: [] }),
    ...(over ? {} : { state: 'cancelled', cancelled_at: scope.now }),
  });
  if (row.file) await scope.enqueue(giveUpFileJob, { file: row.file });
}
