import { type Insertable, type Selectable, sql, type Updateable } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';
import type { Tables } from '../../platform/db/tables.ts';
import { ofTenant } from '../../platform/db/tenant-wall.ts';

export type GroupRecord = Selectable<Tables['groups']>;

/** @returns false where the name is taken */
export async function insertGroup(tx: Tx, row: Insertable<Tables['groups']>): Promise<boolean> {
  const result = await tx
    .insertInto('groups')
    .values(row)
    .onConflict((conflict) => conflict.columns(['tenant_id', 'sort_name']).doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
}

export function findGroup(tx: Tx, id: string): Promise<GroupRecord | undefined> {
  return tx.selectFrom('groups').selectAll().where('id', '=', id).executeTakeFirst();
}

export function findGroupByName(tx: Tx, sortName: string): Promise<GroupRecord | undefined> {
  return tx.selectFrom('groups').selectAll().where('sort_name', '=', sortName).executeTakeFirst();
}

/** @returns false where another version is there by now */
export async function updateGroup(tx: Tx, id: string, version: number, change: Updateable<Tables['groups']>): Promise<boolean> {
  const result = await tx
    .updateTable('groups')
    .set({ ...change, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** Is there any group at all? */
export async function anyGroup(tx: Tx): Promise<boolean> {
  return (await tx.selectFrom('groups').select('id').limit(1).executeTakeFirst()) !== undefined;
}

/** Groups by name from `after` on; with `lookedAfter` only these and those that the viewer belongs to. */
export function listGroups(
  tx: Tx,
  input: { q: string; after: string | null; limit: number; lookedAfter: readonly string[] | null; viewer: string | null },
) {
  let query = tx
    .selectFrom('groups')
    .leftJoin('group_members as mine', (join) =>
      join
        .onRef('mine.tenant_id', '=', 'groups.tenant_id')
        .onRef('mine.group_id', '=', 'groups.id')
        .on('mine.user_id', '=', input.viewer),
    )
    .selectAll('groups')
    .select('mine.admin as mine_admin')
    .orderBy('groups.sort_name')
    .limit(input.limit);
  if (input.q) query = query.where(sql<boolean>`strpos(groups.sort_name, ${input.q}) > 0`);
  if (input.after !== null) query = query.where('groups.sort_name', '>', input.after);
  const { lookedAfter } = input;
  if (lookedAfter !== null) {
    query = query.where((builder) =>
      builder.or([builder('mine.user_id', 'is not', null), sql<boolean>`groups.id = any(${lookedAfter}::uuid[])`]),
    );
  }
  return query.execute();
}

export async function membershipOf(tx: Tx, groupId: string, userId: string): Promise<{ admin: boolean } | undefined> {
  return tx
    .selectFrom('group_members')
    .select('admin')
    .where('group_id', '=', groupId)
    .where('user_id', '=', userId)
    .executeTakeFirst();
}

/** Which of these people are in the group. */
export async function membersAmong(tx: Tx, groupId: string, userIds: string[]): Promise<Set<string>> {
  const rows = await tx
    .selectFrom('group_members')
    .select('user_id')
    .where('group_id', '=', groupId)
    .where('user_id', '=', sql<string>`any(${userIds}::uuid[])`)
    .execute();
  return new Set(rows.map((row) => row.user_id));
}

/** @returns those who were not members before */
export async function insertMembers(
  tx: Tx,
  tenantId: string,
  groupId: string,
  userIds: string[],
  by: { admin: boolean; addedBy: string | null; now: Date },
): Promise<string[]> {
  const { rows } = await sql<{ user_id: string }>`insert into group_members (tenant_id, group_id, user_id, admin, since, added_by)
    select ${tenantId}, ${groupId}, id, ${by.admin}, ${by.now}::timestamptz, ${by.addedBy}::uuid from unnest(${userIds}::uuid[]) as u(id)
    on conflict do nothing returning user_id`.execute(tx);
  return rows.map((row) => row.user_id);
}

/** @returns whether that changed something */
export async function updateMember(tx: Tx, groupId: string, userId: string, admin: boolean): Promise<boolean> {
  const result = await tx
    .updateTable('group_members')
    .set({ admin })
    .where('group_id', '=', groupId)
    .where('user_id', '=', userId)
    .where('admin', '!=', admin)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** @returns how many were members */
export async function deleteMembers(tx: Tx, groupId: string, userIds: string[]): Promise<number> {
  const result = await tx
    .deleteFrom('group_members')
    .where('group_id', '=', groupId)
    .where('user_id', '=', sql<string>`any(${userIds}::uuid[])`)
    .executeTakeFirst();
  return Number(result.numDeletedRows);
}

/** Active members by name, from `(name, id)` on. */
export function listMembers(tx: Tx, groupId: string, after: [name: string, id: string] | null, limit: number) {
  let query = tx
    .selectFrom('group_members as m')
    .innerJoin('users as u', (join) => join.onRef('u.tenant_id', '=', 'm.tenant_id').onRef('u.id', '=', 'm.user_id'))
    .select(['u.id', 'u.display_name', 'm.sort_name', 'u.email', 'u.invited_at', 'u.activated_at', 'm.admin', 'm.since'])
    .where('m.group_id', '=', groupId)
    .where('u.deactivated_at', 'is', null)
    .orderBy('m.sort_name')
    .orderBy('m.user_id')
    .limit(limit);
  if (after) query = query.where(sql<boolean>`(m.sort_name, m.user_id) > (${after[0]}::text, ${after[1]}::uuid)`);
  return query.execute();
}

/** The groups of a person, by name. */
export function groupsOf(tx: Tx, userId: string) {
  return tx
    .selectFrom('group_members as m')
    .innerJoin('groups as g', (join) => join.onRef('g.tenant_id', '=', 'm.tenant_id').onRef('g.id', '=', 'm.group_id'))
    .leftJoin('users as a', (join) => join.onRef('a.tenant_id', '=', 'm.tenant_id').onRef('a.id', '=', 'm.added_by'))
    .select(['g.id', 'g.name', 'm.admin', 'm.since', 'a.display_name as added_by_name'])
    .where('m.user_id', '=', userId)
    .orderBy('g.sort_name')
    .limit(200)
    .execute();
}

/** The groups of each of these people: the first `most` names, and how many there are. */
export function namesByUser(tx: Tx, userIds: string[], most: number) {
  const ranked = tx
    .selectFrom('group_members as m')
    .innerJoin('groups as g', (join) => join.onRef('g.tenant_id', '=', 'm.tenant_id').onRef('g.id', '=', 'm.group_id'))
    .select(['m.user_id', 'g.name'])
    .select([
      sql<number>`row_number() over (partition by m.user_id order by g.sort_name)`.as('place'),
      sql<number>`count(*) over (partition by m.user_id)`.as('count'),
    ])
    .where('m.user_id', '=', sql<string>`any(${userIds}::uuid[])`);
  return tx
    .selectFrom(ranked.as('ranked'))
    .select(['user_id', 'count', sql<string[]>`array_agg(name order by place)`.as('names')])
    .where('place', '<=', most)
    .groupBy(['user_id', 'count'])
    .execute();
}

/** No other active admin is in the group of `m`. */
const nobodyElse = sql<boolean>`not exists (select from group_members o join users u on u.tenant_id = o.tenant_id and u.id = o.user_id
  where o.tenant_id = m.tenant_id and o.group_id = m.group_id and o.admin and o.user_id <> m.user_id and u.deactivated_at is null)`;

/** The groups that have no other admin. */
export async function adminAlone(tx: Tx, userId: string): Promise<string[]> {
  const rows = await tx
    .selectFrom('group_members as m')
    .select('m.group_id')
    .where('m.user_id', '=', userId)
    .where('m.admin', '=', true)
    .where(nobodyElse)
    .execute();
  return rows.map((row) => row.group_id);
}

/** Hands the admin's place of one person to another in every group where nobody else is admin. @returns in how many */
export async function handOverAdmin(tx: Tx, from: string, to: string, now: Date): Promise<number> {
  const moved = await sql`
    insert into group_members (tenant_id, group_id, user_id, admin, since)
    select m.tenant_id, m.group_id, ${to}::uuid, true, ${now}::timestamptz from group_members m
    where m.tenant_id = ${ofTenant} and m.user_id = ${from}::uuid and m.admin
      and ${nobodyElse}
    on conflict (tenant_id, group_id, user_id) do update set admin = true`.execute(tx);
  return Number(moved.numAffectedRows ?? 0);
}

export async function deleteMemberships(tx: Tx, userId: string): Promise<void> {
  await tx.deleteFrom('group_members').where('user_id', '=', userId).execute();
}
