import type { Tx } from '../../platform/db/database.ts';

export async function devicesAndKeysOf(tx: Tx, userId: string) {
  const devices = await tx
    .selectFrom('sessions')
    .select(['device', 'origin', 'created_at', 'last_seen_at', 'ended_at'])
    .where('user_id', '=', userId)
    .orderBy('created_at')
    .execute();
  const keys = await tx
    .selectFrom('api_keys')
    .select(['name', 'prefix', 'scopes', 'created_at', 'last_used_at', 'revoked_at'])
    .where('maker_id', '=', userId)
    .orderBy('created_at')
    .execute();
  return { devices, keys };
}

/** Password and devices go; keys are kept as revoked, without the name their maker gave them. */
export async function deleteSignIns(tx: Tx, userId: string, now: Date): Promise<void> {
  await tx.deleteFrom('credentials').where('user_id', '=', userId).execute();
  await tx.deleteFrom('sessions').where('user_id', '=', userId).execute();
  await tx
    .updateTable('api_keys')
    .set((e) => ({ name: '', revoked_at: e.fn.coalesce('revoked_at', e.val(now)) }))
    .where('maker_id', '=', userId)
    .execute();
}
