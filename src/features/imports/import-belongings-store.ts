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
