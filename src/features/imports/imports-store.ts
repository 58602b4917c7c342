import { type Insertable, type Selectable, sql, type Updateable } from 'kysely';
import type { ImportId } from '../../kernel/ids.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { Tables } from '../../platform/db/tables.ts';

export type ImportRecord = Selectable<Tables['imports']>;

export async function insertImport(tx: Tx, row: Insertable<Tables['imports']>): Promise<void> {
  await tx.insertInto('imports').values(row).execute();
}

export function findImport(tx: Tx, id: ImportId): Promise<ImportRecord | undefined> {
  return tx.selectFrom('imports').selectAll().where('id', '=', id).executeTakeFirst();
}

/** Locked until the transaction ends: two that would plan or apply the same import stand in a row here. */
export function lockImport(tx: Tx, id: ImportId): Promise<ImportRecord | undefined> {
  return tx.selectFrom('imports').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
}

export function updateImport(tx: Tx, id: ImportId, change: Updateable<Tables['imports']>): Promise<ImportRecord> {
  return tx.updateTable('imports').set(change).where('id', '=', id).returningAll().executeTakeFirstOrThrow();
}

export function listImportPage(tx: Tx, before: { at: string; id: string } | null, limit: number): Promise<ImportRecord[]> {
  let query = tx.selectFrom('imports').selectAll();
  if (before) query = query.where(sql<boolean>`(created_at, id) < (${before.at}::timestamptz, ${before.id}::uuid)`);
  return query.orderBy('created_at', 'desc').orderBy('id', 'desc').limit(limit).execute();
}

export async function deleteImport(tx: Tx, id: ImportId): Promise<void> {
  await tx.deleteFrom('import_rows').where('import_id', '=', id).execute();
  await tx.deleteFrom('imports').where('id', '=', id).execute();
}

/** An import whose file is still here though nothing happened to it since `before`, locked; none that somebody else erases now. */
export function lockOldImport(tx: Tx, before: Date): Promise<ImportRecord | undefined> {
  return tx
    .selectFrom('imports')
    .selectAll()
    .where('erased_at', 'is', null)
    .where('state', 'in', ['received', 'planned', 'failed', 'applied', 'cancelled'])
    .where((e) => e(e.fn('greatest', ['created_at', 'planned_at', 'applied_at', 'cancelled_at']), '<', before))
    .orderBy('created_at')
    .limit(1)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();
}
