import { type Selectable, sql } from 'kysely';
import type { RowAction } from '../../contract/imports.ts';
import type { ImportId, TenantId } from '../../kernel/ids.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { Tables } from '../../platform/db/tables.ts';
import { ofTenant } from '../../platform/db/tenant-wall.ts';
import type { PlannedRow } from './classify-row.ts';

export type ImportRowRecord = Selectable<Tables['import_rows']>;

export async function deleteRows(tx: Tx, id: ImportId): Promise<void> {
  await tx.deleteFrom('import_rows').where('import_id', '=', id).execute();
}

/** @returns how many went */
export async function deleteSomeRows(tx: Tx, id: ImportId, most: number): Promise<number> {
  const some = tx.selectFrom('import_rows').select('row_no').where('import_id', '=', id).orderBy('row_no').limit(most);
  const result = await tx.deleteFrom('import_rows').where('import_id', '=', id).where('row_no', 'in', some).executeTakeFirst();
  return Number(result.numDeletedRows);
}

const json = (value: unknown) => (value === null ? null : JSON.stringify(value));

export async function insertRows(tx: Tx, tenantId: TenantId, id: ImportId, rows: readonly PlannedRow[]): Promise<void> {
  await sql`
    insert into import_rows (tenant_id, import_id, row_no, action, user_id, person, before, reason, notes)
    select ${tenantId}::uuid, ${id}::uuid, row_no, action, user_id, person, before, reason, notes
    from unnest(${rows.map((row) => row.number)}::integer[], ${rows.map((row) => row.action)}::text[], ${rows.map((row) => row.userId)}::uuid[],
      ${rows.map((row) => json(row.person))}::jsonb[], ${rows.map((row) => json(row.before))}::jsonb[], ${rows.map((row) => json(row.reason))}::jsonb[],
      ${rows.map((row) => (row.notes.length ? json(row.notes) : null))}::jsonb[]) as planned (row_no, action, user_id, person, before, reason, notes)`.execute(
    tx,
  );
}

export async function countActions(tx: Tx, id: ImportId): Promise<Record<RowAction | 'noted', number>> {
  const rows = await tx
    .selectFrom('import_rows')
    .select(['action', sql<number>`count(*)`.as('n'), sql<number>`count(notes)`.as('noted')])
    .where('import_id', '=', id)
    .groupBy('action')
    .execute();
  const counts = { new: 0, changed: 0, unchanged: 0, refused: 0, skipped: 0, noted: 0 };
  for (const row of rows) {
    counts[row.action as RowAction] = row.n;
    counts.noted += row.noted;
  }
  return counts;
}

export interface ReasonGroup {
  action: RowAction;
  code: string;
  column: string | null;
  rows: number;
  note: boolean;
}

export async function groupReasons(tx: Tx, id: ImportId): Promise<ReasonGroup[]> {
  const groups = await sql<ReasonGroup>`
    select action, code, "column", count(*) as rows, note from (
      select action, reason ->> 'code' as code, nullif(reason ->> 'column', '') as "column", false as note
      from import_rows where tenant_id = ${ofTenant} and import_id = ${id} and action in ('refused', 'skipped')
      union all
      select action, n ->> 'code', nullif(n ->> 'column', ''), true
      from import_rows cross join lateral jsonb_array_elements(notes) n where tenant_id = ${ofTenant} and import_id = ${id} and notes is not null
    ) reasons group by 1, 2, 3, 5 order by note, rows desc, code limit 60`.execute(tx);
  return groups.rows;
}

export type Shown = RowAction | 'noted' | 'not_applied' | 'all';

/** One page of the plan in the order of the file, after row `after`. */
export function listRowPage(
  tx: Tx,
  id: ImportId,
  show: Shown,
  code: string | undefined,
  after: number,
  limit: number,
): Promise<ImportRowRecord[]> {
  let query = tx.selectFrom('import_rows').selectAll().where('import_id', '=', id).where('row_no', '>', after);
  if (show === 'noted') query = query.where('notes', 'is not', null);
  else if (show === 'not_applied') query = query.where('not_applied', 'is not', null);
  else if (show !== 'all') query = query.where('action', '=', show);
  if (code) {
    const wanted = JSON.stringify([{ code }]);
    query = query.where(sql<boolean>`(reason ->> 'code' = ${code} or notes @> ${wanted}::jsonb)`);
  }
  return query.orderBy('row_no').limit(limit).execute();
}

/** The next rows that bring somebody in or change somebody, after those that are done. */
export function nextToApply(tx: Tx, id: ImportId, after: number, limit: number): Promise<ImportRowRecord[]> {
  return tx
    .selectFrom('import_rows')
    .selectAll()
    .where('import_id', '=', id)
    .where('row_no', '>', after)
    .where('action', 'in', ['new', 'changed'])
    .orderBy('row_no')
    .limit(limit)
    .execute();
}

/** Whom the rows up to this one have brought in or changed. */
export const reachedBy = (id: ImportId, through: number) => sql`
  select user_id from import_rows where tenant_id = ${ofTenant} and import_id = ${id} and row_no <= ${through}
    and action in ('new', 'changed') and not_applied is null`;

export async function markNotApplied(tx: Tx, id: ImportId, left: ReadonlyMap<number, string>): Promise<void> {
  if (!left.size) return;
  await sql`
    update import_rows set not_applied = why.reason from unnest(${[...left.keys()]}::integer[], ${[...left.values()]}::text[]) as why (row_no, reason)
    where import_rows.tenant_id = ${ofTenant} and import_rows.import_id = ${id} and import_rows.row_no = why.row_no`.execute(tx);
}

/** Numbers of the rows that were refused or skipped for something that can be mended, with the reason. */
export async function listRefused(tx: Tx, id: ImportId): Promise<Pick<ImportRowRecord, 'row_no' | 'reason' | 'not_applied'>[]> {
  return tx
    .selectFrom('import_rows')
    .select(['row_no', 'reason', 'not_applied'])
    .where('import_id', '=', id)
    .where((row) => row.or([row('action', 'in', ['refused', 'skipped']), row('not_applied', 'is not', null)]))
    .orderBy('row_no')
    .execute();
}
