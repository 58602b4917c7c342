import type { PasskeyId, TenantId, UserId } from '../../kernel/ids.ts';
import type { Tx } from '../../platform/db/database.ts';

export type ChallengePurpose = 'register' | 'log_in' | 'prove' | 'activate';

export interface NewPasskey {
  id: PasskeyId;
  userId: UserId;
  credentialId: string;
  publicKey: Uint8Array;
  counter: number;
  transports: string[];
  backedUp: boolean;
  name: string;
}

/** Keeps what a passkey is to sign; what is over goes at the same time. */
export async function insertChallenge(
  tx: Tx,
  tenantId: TenantId,
  row: { id: string; purpose: ChallengePurpose; userId: UserId | null; challenge: string; expiresAt: Date },
  now: Date,
): Promise<void> {
  await tx.deleteFrom('passkey_challenges').where('tenant_id', '=', tenantId).where('expires_at', '<', now).execute();
  await tx
    .insertInto('passkey_challenges')
    .values({
      tenant_id: tenantId,
      id: row.id,
      purpose: row.purpose,
      user_id: row.userId,
      challenge: row.challenge,
      expires_at: row.expiresAt,
    })
    .execute();
}

/** Uses a challenge up, in one statement. @returns undefined where it is none, is over, or was used */
export async function spendChallenge(
  tx: Tx,
  tenantId: TenantId,
  id: string,
  purpose: ChallengePurpose,
  userId: UserId | null,
  now: Date,
): Promise<string | undefined> {
  const row = await tx
    .deleteFrom('passkey_challenges')
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .where('purpose', '=', purpose)
    .where('user_id', 'is not distinct from', userId)
    .where('expires_at', '>', now)
    .returning('challenge')
    .executeTakeFirst();
  return row?.challenge;
}

/** @returns false where this very passkey is kept already */
export async function insertPasskey(tx: Tx, tenantId: TenantId, passkey: NewPasskey, now: Date): Promise<boolean> {
  const result = await tx
    .insertInto('passkeys')
    .values({
      tenant_id: tenantId,
      id: passkey.id,
      user_id: passkey.userId,
      credential_id: passkey.credentialId,
      public_key: Buffer.from(passkey.publicKey),
      counter: passkey.counter,
      transports: passkey.transports,
      backed_up: passkey.backedUp,
      name: passkey.name,
      created_at: now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
}

export function findPasskey(tx: Tx, tenantId: TenantId, credentialId: string) {
  return tx
    .selectFrom('passkeys')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('credential_id', '=', credentialId)
    .forUpdate()
    .executeTakeFirst();
}

export function listPasskeys(tx: Tx, tenantId: TenantId, userId: UserId) {
  return tx
    .selectFrom('passkeys')
    .select(['id', 'credential_id', 'transports', 'name', 'backed_up', 'created_at', 'last_used_at'])
    .where('tenant_id', '=', tenantId)
    .where('user_id', '=', userId)
    .orderBy('created_at')
    .limit(100)
    .execute();
}

export async function notePasskeyUse(tx: Tx, tenantId: TenantId, id: string, counter: number, now: Date): Promise<void> {
  await tx
    .updateTable('passkeys')
    .set({ counter, last_used_at: now })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .execute();
}

/** @returns false where this person has no such passkey */
export async function renamePasskeyRow(
  tx: Tx,
  tenantId: TenantId,
  userId: UserId,
  id: PasskeyId,
  name: string,
): Promise<boolean> {
  const result = await tx
    .updateTable('passkeys')
    .set({ name })
    .where('tenant_id', '=', tenantId)
    .where('user_id', '=', userId)
    .where('id', '=', id)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** @returns the names of those that were there; without `id` all of the person's */
export async function deletePasskeys(tx: Tx, tenantId: TenantId, userId: UserId, id?: PasskeyId): Promise<string[]> {
  let query = tx.deleteFrom('passkeys').where('tenant_id', '=', tenantId).where('user_id', '=', userId);
  if (id) query = query.where('id', '=', id);
  const rows = await query.returning('name').execute();
  return rows.map((row) => row.name);
}
