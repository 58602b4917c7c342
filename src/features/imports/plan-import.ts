import type { ColumnMeaning } from '../../contract/import-columns.ts';
import type { ImportDetail } from '../../contract/imports.ts';
import type { ImportId } from '../../kernel/ids.ts';
import { allow, type Scope } from '../../platform/scope.ts';
import type { DateOrder } from './file-dates.ts';
import { detailOf } from './import-view.ts';
import { updateImport } from './imports-store.ts';
import { planJob } from './jobs.ts';
import { mustBe, OPEN_STATES } from './read-import.ts';
import type { Reading } from './reading.ts';
import { settleColumns } from './settle-columns.ts';
import { theImport } from './show-import.ts';

export interface PlanWish {
  columns?: { index: number; meaning: ColumnMeaning }[] | undefined;
  dateOrder?: DateOrder | undefined;
}

/**
 * Starts a dry run: every row is compared with who is here, and what it would do is kept. Changes nobody.
 * @throws AppError `imports.wrongState`, `imports.noKey`, `imports.twice`
 */
export async function planImport(scope: Scope, id: ImportId, wish: PlanWish): Promise<ImportDetail> {
  allow(scope, 'imports.run');
  const row = await theImport(scope, id, 'locked');
  mustBe(row, OPEN_STATES);
  const reading = settleColumns(row.reading as Reading, wish);
  const plan = row.plan + 1;
  const fresh = {
    state: 'planning',
    plan,
    reading: JSON.stringify(reading),
    progress: 0,
    rows_read: 0,
    counts: null,
    problem: null,
  };
  const changed = await updateImport(scope.tx, id, fresh);
  await scope.enqueue(planJob, { importId: id, plan });
  return detailOf(changed);
}
