import { type Insertable, type Selectable, sql, type Updateable } from 'kysely';
import type { Traces } from '../../kernel/traces.ts';
import type { Tx } from '../../platform/db/database.ts';
import { mayMention } from '../../platform/db/mentions-sql.ts';
import type { Tables } from '../../platform/db/tables.ts';

export type ViewRecord = Selectable<Tables['saved_views']> & { owner_name: string | null };

const views = (tx: Tx) =>
  tx
    .selectFrom('saved_views as v')
    .leftJoin('users as u', (join) => join.onRef('u.tenant_id', '=', 'v.tenant_id').onRef('u.id', '=', 'v.owner_id'))
    .selectAll('v')
    .select('u.display_name as owner_name');

/** The views of one person and the shared ones, by name. */
export function listViews(tx: Tx, ownerId: string | null, limit: number): Promise<ViewRecord[]> {
  return views(tx)
    .where((builder) => builder.or([builder('v.shared', '=', true), builder('v.owner_id', '=', ownerId)]))
    .orderBy('v.sort_name')
    .orderBy('v.id')
    .limit(limit)
    .execute();
}

export function findView(tx: Tx, id: string): Promise<ViewRecord | undefined> {
  return views(tx).where('v.id', '=', id).executeTakeFirst();
}

/** @returns false where this id, or this name of this person, is there already */
export async function insertView(tx: Tx, row: Insertable<Tables['saved_views']>): Promise<boolean> {
  const result = await tx
    .insertInto('saved_views')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
}

/** @returns false where another version is there by now */
export async function updateView(tx: Tx, id: string, version: number, change: Updateable<Tables['saved_views']>) {
  const result = await tx
    .updateTable('saved_views')
    .set({ ...change, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** Has this person another view of this name? */
export async function hasViewNamed(tx: Tx, ownerId: string, sortName: string, except: string): Promise<boolean> {
  const row = await tx
    .selectFrom('saved_views')
    .select('id')
    .where('owner_id', '=', ownerId)
    .where('sort_name', '=', sortName)
    .where('id', '<>', except)
    .executeTakeFirst();
  return row !== undefined;
}

export async function countViewsOf(tx: Tx, ownerId: string): Promise<number> {
  const row = await tx
    .selectFrom('saved_views')
    .select((builder) => builder.fn.countAll<number>().as('n'))
    .where('owner_id', '=', ownerId)
    .executeTakeFirstOrThrow();
  return Number(row.n);
}

export async function deleteView(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom('saved_views').where('id', '=', id).execute();
}

export function viewsOf(tx: Tx, ownerId: string) {
  return tx
    .selectFrom('saved_views')
    .select(['name', 'shared', 'content', 'created_at'])
    .where('owner_id', '=', ownerId)
    .orderBy('sort_name')
    .execute();
}

/** Those that only this person saw; what others use stays, without the name. */
export async function deleteOwnViews(tx: Tx, ownerId: string): Promise<void> {
  await tx.deleteFrom('saved_views').where('owner_id', '=', ownerId).where('shared', '=', false).execute();
}

/** The views of anybody that may search for the person, or be called after them. */
export function viewsThatMayName(tx: Tx, traces: Traces): Promise<Selectable<Tables['saved_views']>[]> {
  const search = sql<string | null>`content -> 'filter' ->> 'q'`;
  return tx
    .selectFrom('saved_views')
    .selectAll()
    .where((e) => e.or([mayMention(search, traces), mayMention(sql`name`, traces)]))
    .forUpdate()
    .execute();
}
