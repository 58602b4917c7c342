import type { Tx } from '../../platform/db/database.ts';

export function rowsAbout(tx: Tx, userId: string) {
  return tx
    .selectFrom('import_rows as r')
    .innerJoin('imports as i', (join) => join.onRef('i.tenant_id', '=', 'r.tenant_id').onRef('i.id', '=', 'r.import_id'))
    .select(['i.file_name', 'i.created_at', 'r.row_no', 'r.action', 'r.person', 'r.before'])
    .where('r.user_id', '=', userId)
    .orderBy('i.created_at')
    .execute();
}

export async function forgetRows(tx: Tx, userId: string): Promise<void> {
  await tx
    .updateTable('import_rows')
    .set({ person: null, before: null, reason: null, notes: null })
    .where('user_id', '=', userId)
    .execute();
}

/** The files that somebody brought in. */
export function importsOf(tx: Tx, userId: string) {
  return tx
    .selectFrom('imports')
    .select(['file_name', 'created_at'])
    .where('created_by', '=', userId)
    .orderBy('created_at')
    .execute();
}

export async function forgetBringer(tx: Tx, userId: string): Promise<void> {
  await tx.updateTable('imports').set({ created_by_name: '' }).where('created_by', '=', userId).execute();
}
