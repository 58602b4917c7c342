import type { Tx } from '../../platform/db/database.ts';

export function linksOf(tx: Tx, userId: string) {
  return tx
    .selectFrom('activations')
    .select(['purpose', 'email_key', 'issued_at', 'expires_at', 'visited_at', 'used_at', 'revoked_at', 'replaced_at'])
    .where('user_id', '=', userId)
    .orderBy('issued_at')
    .execute();
}

/** Links without their address: the secret is bound to it, so none of them can ever be proved again. */
export async function forgetAddresses(tx: Tx, userId: string, now: Date): Promise<void> {
  await tx
    .updateTable('activations')
    .set((e) => ({ email_key: null, revoked_at: e.fn.coalesce('revoked_at', e.val(now)) }))
    .where('user_id', '=', userId)
    .execute();
}
