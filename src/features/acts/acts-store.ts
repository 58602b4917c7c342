import { type Insertable, type Selectable, sql, type Updateable } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';
import type { Tables } from '../../platform/db/tables.ts';

export type ActRecord = Selectable<Tables['acts']>;

/** Why how many were not reached, as it stands in `acts.reasons`. */
export type Reasons = Record<string, number>;

/** @returns false where an act with this id is there already */
export async function insertAct(tx: Tx, row: Insertable<Tables['acts']>): Promise<boolean> {
  const result = await tx
    .insertInto('acts')
    .values(row)
    .onConflict((conflict) => conflict.columns(['tenant_id', 'id']).doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
}

export function findAct(tx: Tx, id: string): Promise<ActRecord | undefined> {
  return tx.selectFrom('acts').selectAll().where('id', '=', id).executeTakeFirst();
}

export function lockAct(tx: Tx, id: string): Promise<ActRecord | undefined> {
  return tx.selectFrom('acts').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
}

export async function updateAct(tx: Tx, id: string, change: Updateable<Tables['acts']>): Promise<void> {
  await tx.updateTable('acts').set(change).where('id', '=', id).execute();
}

/** Asked of the key's own row, as at every request: however it was ended, it has ended. */
export async function isKeyLive(tx: Tx, id: string, now: Date): Promise<boolean> {
  const row = await tx
    .selectFrom('api_keys as k')
    .innerJoin('users as u', (join) => join.onRef('u.tenant_id', '=', 'k.tenant_id').onRef('u.id', '=', 'k.maker_id'))
    .select('k.id')
    .where('k.id', '=', id)
    .where('k.revoked_at', 'is', null)
    .where((build) => build.or([build('k.expires_at', 'is', null), build('k.expires_at', '>', now)]))
    .whereRef('k.auth_epoch', '=', 'u.auth_epoch')
    .executeTakeFirst();
  return row !== undefined;
}

export async function addSkips(tx: Tx, tenantId: string, actId: string, skips: Map<string, string>): Promise<void> {
  if (!skips.size) return;
  await sql`insert into act_skips (tenant_id, act_id, user_id, reason)
    select ${tenantId}, ${actId}, user_id, reason from unnest(${[...skips.keys()]}::uuid[], ${[...skips.values()]}::text[]) as s(user_id, reason)
    on conflict do nothing`.execute(tx);
}

/** Some of those that one reason kept out, with their names: after `after`, `limit` at most. */
export function listSkips(tx: Tx, actId: string, reason: string, after: string | null, limit: number) {
  let query = tx
    .selectFrom('act_skips')
    .innerJoin('users', (join) =>
      join.onRef('users.tenant_id', '=', 'act_skips.tenant_id').onRef('users.id', '=', 'act_skips.user_id'),
    )
    .select(['act_skips.user_id', 'users.display_name', 'users.email'])
    .where('act_id', '=', actId)
    .where('reason', '=', reason)
    .orderBy('act_skips.user_id')
    .limit(limit);
  if (after) query = query.where('act_skips.user_id', '>', after);
  return query.execute();
}
