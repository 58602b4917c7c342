import type { ImportDetail } from '../../contract/imports.ts';
import type { ImportId } from '../../kernel/ids.ts';
import type { Who } from '../../platform/http/serve-api.ts';
import { type App, allow, inTenant, type Scope } from '../../platform/scope.ts';
import { record } from '../audit/index.ts';
import { giveUpFileJob } from '../tenants/index.ts';
import { detailOf } from './import-view.ts';
import { deleteImport, updateImport } from './imports-store.ts';
import { mustBe } from './read-import.ts';
import { theImport } from './show-import.ts';
import { tellStories } from './work-off-plan.ts';

/**
 * Stops an import. Planning and applying end before their next chunk; who is in already stays in. Records
 * `import.cancelled`. @throws AppError `imports.wrongState`
 */
export async function cancelImport(scope: Scope, id: ImportId): Promise<ImportDetail> {
  allow(scope, 'imports.run');
  const row = await theImport(scope, id, 'locked');
  mustBe(row, ['received', 'planning', 'planned', 'applying', 'failed']);
  const detail = { state: row.state, created: row.created_people, changed: row.changed_people };
  await record(scope, 'import.cancelled', { target: { kind: 'import', id, name: row.file_name }, detail });
  if (row.state === 'applying') await tellStories(scope, row);
  return detailOf(await updateImport(scope.tx, id, { state: 'cancelled', cancelled_at: scope.now }));
}

/** Forgets an import that brought nobody in, with its plan and its file. Records `import.cancelled`. @throws AppError `imports.wrongState` */
export async function removeImport(app: App, who: Who, id: ImportId): Promise<void> {
  allow(who, 'imports.run');
  await inTenant(app, who, async (scope) => {
    const row = await theImport(scope, id, 'locked');
    mustBe(row, row.created_people + row.changed_people ? [] : ['received', 'planned', 'failed', 'cancelled']);
    await record(scope, 'import.cancelled', { target: { kind: 'import', id, name: row.file_name }, detail: { removed: true } });
    await deleteImport(scope.tx, id);
    if (row.file) await scope.enqueue(giveUpFileJob, { file: row.file });
  });
}
