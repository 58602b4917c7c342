import type { ImportDetail } from '../../contract/imports.ts';
import { AppError } from '../../kernel/app-error.ts';
import type { ImportId } from '../../kernel/ids.ts';
import { allow, type Scope } from '../../platform/scope.ts';
import { record } from '../audit/index.ts';
import { type Counted, detailOf } from './import-view.ts';
import { updateImport } from './imports-store.ts';
import { applyJob } from './jobs.ts';
import { mustBe } from './read-import.ts';
import { theImport } from './show-import.ts';

/**
 * Starts bringing in exactly what plan number `plan` says; nobody is mailed. Records one `import.applied` for the whole.
 * @throws AppError `imports.wrongState`, `imports.planChanged`
 */
export async function applyImport(scope: Scope, id: ImportId, plan: number): Promise<ImportDetail> {
  allow(scope, 'imports.run');
  allow(scope, 'users.create');
  allow(scope, 'users.edit');
  const row = await theImport(scope, id, 'locked');
  if (row.plan !== plan) throw new AppError('imports.planChanged');
  mustBe(row, ['planned']);
  const { reasons: _, ...counts } = row.counts as Counted;
  await record(scope, 'import.applied', {
    target: { kind: 'import', id, name: row.file_name },
    detail: { ...counts, file: row.file },
  });
  const changed = await updateImport(scope.tx, id, { state: 'applying' });
  await scope.enqueue(applyJob, { importId: id });
  return detailOf(changed);
}
