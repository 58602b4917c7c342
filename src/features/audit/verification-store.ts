import { type Selectable, sql, type Updateable } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';
import type { Tables } from '../../platform/db/tables.ts';

export type VerificationRecord = Selectable<Tables['audit_verifications']>;

/** @returns false where it is there already */
export async function insertVerification(
  tx: Tx,
  row: { tenant_id: string; id: string; by_user: string | null; created_at: Date },
): Promise<boolean> {
  const result = await tx
    .insertInto('audit_verifications')
    .values(row)
    .onConflict((conflict) => conflict.columns(['tenant_id', 'id']).doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
}

/** The newest first. */
export function listVerifications(tx: Tx, limit: number): Promise<VerificationRecord[]> {
  return tx.selectFrom('audit_verifications').selectAll().orderBy('created_at', 'desc').limit(limit).execute();
}

export function lockVerification(tx: Tx, id: string): Promise<VerificationRecord | undefined> {
  return tx.selectFrom('audit_verifications').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
}

export async function updateVerification(tx: Tx, id: string, change: Updateable<Tables['audit_verifications']>): Promise<void> {
  await tx.updateTable('audit_verifications').set(change).where('id', '=', id).execute();
}

/** How many events all seals say they hold. */
export async function countSealed(tx: Tx): Promise<number> {
  const row = await tx
    .selectFrom('audit_seals')
    .select(sql<number>`coalesce(sum(events), 0)::bigint`.as('events'))
    .executeTakeFirst();
  return row?.events ?? 0;
}

/** The verifications that somebody asked for. */
export function verificationsBy(tx: Tx, userId: string) {
  return tx
    .selectFrom('audit_verifications')
    .select(['created_at', 'events', 'problem_count'])
    .where('by_user', '=', userId)
    .orderBy('created_at')
    .execute();
}
