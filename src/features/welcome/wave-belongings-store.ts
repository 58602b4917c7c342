import type { Tx } from '../../platform/db/database.ts';

export function wavesStartedBy(tx: Tx, userId: string) {
  return tx
    .selectFrom('waves')
    .select(['created_at', 'asked', 'queued'])
    .where('started_by', '=', userId)
    .orderBy('created_at')
    .execute();
}

export async function forgetStarter(tx: Tx, userId: string): Promise<void> {
  await tx.updateTable('waves').set({ started_by_name: '' }).where('started_by', '=', userId).execute();
}
