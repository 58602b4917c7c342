import { sql } from 'kysely';
import type { SessionId, TenantId, UserId } from '../../kernel/ids.ts';
import type { Tx } from '../../platform/db/database.ts';

export interface NewSession {
  id: SessionId;
  secretHash: string;
  device: string;
  origin: string | null;
  /** Milliseconds, used or not. */
  lasts: number;
}

/** Takes the person's epoch in the same statement, so that a session cannot be born with an old one. */
export async function insertSession(tx: Tx, tenantId: TenantId, session: NewSession, userId: UserId, now: Date): Promise<void> {
  const { id, secretHash, device, origin, lasts } = session;
  const ends = new Date(now.getTime() + lasts);
  await sql`select start_session(${tenantId}::uuid, ${id}, ${userId}, ${secretHash}, ${device}, ${origin}, ${now}, ${ends})`.execute(
    tx,
  );
}

/** The session of a secret with its person, in one query, only while everything about both still holds. */
export function findLiveSession(tx: Tx, tenantId: TenantId, secretHash: string, now: Date) {
  return tx
    .selectFrom('sessions as s')
    .innerJoin('users as u', (join) => join.onRef('u.tenant_id', '=', 's.tenant_id').onRef('u.id', '=', 's.user_id'))
    .select(['s.id', 's.user_id', 's.created_at', 's.last_seen_at', 'u.display_name', 'u.role', 'u.locale', 'u.reach'])
    .where('s.tenant_id', '=', tenantId)
    .where('s.secret_hash', '=', secretHash)
    .where('s.ended_at', 'is', null)
    .where('s.expires_at', '>', now)
    .whereRef('s.auth_epoch', '=', 'u.auth_epoch')
    .where('u.deactivated_at', 'is', null)
    .where('u.activated_at', 'is not', null)
    .executeTakeFirst();
}

export async function touchSession(tx: Tx, tenantId: TenantId, id: SessionId, now: Date): Promise<void> {
  await tx.updateTable('sessions').set({ last_seen_at: now }).where('tenant_id', '=', tenantId).where('id', '=', id).execute();
}

/** Sessions used since, in the order of their use, after `after`. */
export function sessionsSeen(tx: Tx, since: Date, after: { id: string; last_seen_at: Date } | undefined, limit: number) {
  const seen = tx
    .selectFrom('sessions')
    .select(['id', 'user_id', 'last_seen_at'])
    .where('last_seen_at', '>=', since)
    .orderBy('last_seen_at')
    .orderBy('id')
    .limit(limit);
  return (
    after ? seen.where(sql<boolean>`(last_seen_at, id) > (${after.last_seen_at}::timestamptz, ${after.id}::uuid)`) : seen
  ).execute();
}

/** @returns false where this person has no such session. */
export async function endSession(tx: Tx, tenantId: TenantId, userId: UserId, id: SessionId, now: Date): Promise<boolean> {
  const result = await tx
    .updateTable('sessions')
    .set({ ended_at: now })
    .where('tenant_id', '=', tenantId)
    .where('user_id', '=', userId)
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** @returns how many there were; `but` goes on */
export async function endSessionsOf(tx: Tx, tenantId: TenantId, userId: UserId, now: Date, but?: SessionId): Promise<number> {
  let ending = tx
    .updateTable('sessions')
    .set({ ended_at: now })
    .where('tenant_id', '=', tenantId)
    .where('user_id', '=', userId)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', now);
  if (but) ending = ending.where('id', '<>', but);
  const result = await ending.executeTakeFirst();
  return Number(result.numUpdatedRows);
}

export function listSessionsOf(tx: Tx, tenantId: TenantId, userId: UserId, now: Date) {
  return tx
    .selectFrom('sessions as s')
    .innerJoin('users as u', (join) =>
      join.onRef('u.tenant_id', '=', 's.tenant_id').onRef('u.id', '=', 's.user_id').onRef('u.auth_epoch', '=', 's.auth_epoch'),
    )
    .select(['s.id', 's.device', 's.origin', 's.created_at', 's.last_seen_at'])
    .where('s.tenant_id', '=', tenantId)
    .where('s.user_id', '=', userId)
    .where('s.ended_at', 'is', null)
    .where('s.expires_at', '>', now)
    .orderBy('s.last_seen_at', 'desc')
    .limit(100)
    .execute();
}

export async function provedAt(tx: Tx, tenantId: TenantId, id: SessionId): Promise<Date | undefined> {
  const row = await tx
    .selectFrom('sessions')
    .select('proved_at')
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row?.proved_at;
}

export async function provedNow(tx: Tx, tenantId: TenantId, id: SessionId, now: Date): Promise<void> {
  await tx.updateTable('sessions').set({ proved_at: now }).where('tenant_id', '=', tenantId).where('id', '=', id).execute();
}

/** This one session goes on under the person's new epoch. */
export async function carrySession(tx: Tx, tenantId: TenantId, id: SessionId): Promise<void> {
  await tx
    .updateTable('sessions as s')
    .from('users as u')
    .set((col) => ({ auth_epoch: col.ref('u.auth_epoch') }))
    .where('s.tenant_id', '=', tenantId)
    .where('s.id', '=', id)
    .whereRef('u.tenant_id', '=', 's.tenant_id')
    .whereRef('u.id', '=', 's.user_id')
    .execute();
}
