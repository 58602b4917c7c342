import { sql } from 'kysely';
import { type ActivationId, newId, type TenantId, type UserId } from '../../kernel/ids.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { LinkIdentity } from './link-secret.ts';
import type { LinkFacts } from './link-state.ts';

export type Purpose = LinkIdentity['purpose'];

/** A link with its person, as far as links need to know them. */
export type LinkRecord = LinkIdentity & LinkFacts & { visitedAt: Date | null };

const linkQuery = (tx: Tx, tenantId: TenantId) =>
  tx
    .selectFrom('activations as a')
    .innerJoin('users as u', (join) => join.onRef('u.tenant_id', '=', 'a.tenant_id').onRef('u.id', '=', 'a.user_id'))
    .select(['a.id', 'a.user_id', 'a.purpose', 'a.email_key', 'a.auth_epoch', 'a.generation', 'a.not_before', 'a.expires_at'])
    .select(['a.visited_at', 'a.used_at', 'a.revoked_at', 'a.replaced_at'])
    .select(['u.email_key as person_key', 'u.auth_epoch as person_epoch', 'u.activated_at', 'u.deactivated_at'])
    .where('a.tenant_id', '=', tenantId);

type LinkRow = Awaited<ReturnType<ReturnType<typeof linkQuery>['execute']>>[number];

const recordOf = (tenantId: TenantId, row: LinkRow): LinkRecord => ({
  id: row.id as ActivationId,
  tenantId,
  userId: row.user_id as UserId,
  purpose: row.purpose as Purpose,
  emailKey: row.email_key,
  authEpoch: row.auth_epoch,
  generation: row.generation,
  notBefore: row.not_before,
  expiresAt: row.expires_at,
  visitedAt: row.visited_at,
  usedAt: row.used_at,
  revokedAt: row.revoked_at,
  replacedAt: row.replaced_at,
  person: {
    emailKey: row.person_key,
    authEpoch: row.person_epoch,
    activatedAt: row.activated_at,
    deactivatedAt: row.deactivated_at,
  },
});

export async function findLinks(tx: Tx, tenantId: TenantId, ids: readonly ActivationId[]): Promise<LinkRecord[]> {
  const rows = await linkQuery(tx, tenantId).where('a.id', '=', sql<string>`any(${ids}::uuid[])`).execute();
  return rows.map((row) => recordOf(tenantId, row));
}

/**
 * The link of this id, or, where there is none, any other: whoever shows an id that is none must not be told so by a quicker
 * answer. Look at the id of what comes back.
 */
export async function findLinkOrAny(tx: Tx, tenantId: TenantId, id: ActivationId): Promise<LinkRecord | undefined> {
  const which = sql<string>`coalesce(
    (select id from activations where tenant_id = ${tenantId} and id = ${id}::uuid),
    (select id from activations where tenant_id = ${tenantId} order by id limit 1))`;
  const row = await linkQuery(tx, tenantId).where('a.id', '=', which).executeTakeFirst();
  return row && recordOf(tenantId, row);
}

/** From when the person's current activation link works; null without one or where it works already by its own word. */
export async function findHold(tx: Tx, tenantId: TenantId, userId: UserId): Promise<Date | null> {
  const row = await tx
    .selectFrom('activations')
    .select('not_before')
    .where('tenant_id', '=', tenantId)
    .where('user_id', '=', userId)
    .where('purpose', '=', 'activation')
    .where('used_at', 'is', null)
    .where('revoked_at', 'is', null)
    .where('replaced_at', 'is', null)
    .executeTakeFirst();
  return row?.not_before ?? null;
}

export interface Term {
  notBefore: Date | null;
  expiresAt: Date;
}
export interface Prepared extends Term {
  activationId: ActivationId;
  userId: UserId;
}

/**
 * One current link for each of these people who can still use one. A link that is still good is extended and keeps its
 * secret (never shortened: older mails keep their word); any other current one gives way to a new generation.
 */
export async function putLinks(
  tx: Tx,
  tenantId: TenantId,
  purpose: Purpose,
  userIds: readonly UserId[],
  term: Term,
  now: Date,
  extend: boolean,
): Promise<Prepared[]> {
  await sql`select 1 from users where tenant_id = ${tenantId} and id = any(${userIds}::uuid[]) order by id for no key update`.execute(
    tx,
  );
  const current = sql`a.tenant_id = ${tenantId} and a.user_id = any(${userIds}::uuid[]) and a.purpose = ${purpose}
    and a.used_at is null and a.revoked_at is null and a.replaced_at is null`;
  const { rows: kept } = await sql<PreparedRow>`
    update activations a set expires_at = greatest(a.expires_at, ${term.expiresAt}), not_before = ${term.notBefore}
    from users u
    where ${extend} and ${current} and u.tenant_id = a.tenant_id and u.id = a.user_id
      and a.email_key is not distinct from u.email_key and a.auth_epoch = u.auth_epoch and a.expires_at > ${now}
      and u.deactivated_at is null
    returning a.id, a.user_id, a.not_before, a.expires_at`.execute(tx);
  const rest = userIds.filter((id) => !kept.some((row) => row.user_id === id));
  if (rest.length === 0) return kept.map(preparedOf);
  await sql`update activations a set replaced_at = ${now} where ${current} and a.user_id = any(${rest}::uuid[])`.execute(tx);
  const { rows: made } = await sql<PreparedRow>`
    insert into activations (tenant_id, id, user_id, purpose, email_key, auth_epoch, generation, issued_at, not_before, expires_at)
    select u.tenant_id, w.id, u.id, ${purpose}, u.email_key, u.auth_epoch,
      1 + coalesce((select max(a.generation) from activations a where a.tenant_id = u.tenant_id and a.user_id = u.id and a.purpose = ${purpose}), 0),
      ${now}, ${term.notBefore}, ${term.expiresAt}
    from unnest(${rest}::uuid[], ${rest.map(() => newId())}::uuid[]) as w (user_id, id)
    join users u on u.tenant_id = ${tenantId} and u.id = w.user_id
    where u.deactivated_at is null and (u.activated_at is not null) = ${purpose === 'reset'}
    returning id, user_id, not_before, expires_at`.execute(tx);
  return [...kept, ...made].map(preparedOf);
}

interface PreparedRow {
  id: string;
  user_id: string;
  not_before: Date | null;
  expires_at: Date;
}
const preparedOf = (row: PreparedRow): Prepared => ({
  activationId: row.id as ActivationId,
  userId: row.user_id as UserId,
  notBefore: row.not_before,
  expiresAt: row.expires_at,
});

/** Uses a link up, in one statement that holds every condition. @returns the person; undefined where anything no longer holds */
export async function spendLink(
  tx: Tx,
  tenantId: TenantId,
  purpose: Purpose,
  id: ActivationId,
  now: Date,
): Promise<UserId | undefined> {
  const { rows } = await sql<{ user_id: string }>`
    update activations a set used_at = ${now}, visited_at = coalesce(a.visited_at, ${now})
    from users u
    where a.tenant_id = ${tenantId} and a.id = ${id} and a.purpose = ${purpose}
      and a.used_at is null and a.revoked_at is null and a.replaced_at is null
      and a.expires_at > ${now} and (a.not_before is null or a.not_before <= ${now})
      and u.tenant_id = a.tenant_id and u.id = a.user_id
      and u.auth_epoch = a.auth_epoch and u.email_key is not distinct from a.email_key
      and u.deactivated_at is null and (u.activated_at is not null) = ${purpose === 'reset'}
    returning a.user_id`.execute(tx);
  return rows[0]?.user_id as UserId | undefined;
}

/** Every other open link of a person ends. */
export async function revokeLinks(tx: Tx, tenantId: TenantId, userId: UserId, now: Date): Promise<void> {
  await tx
    .updateTable('activations')
    .set({ revoked_at: now })
    .where('tenant_id', '=', tenantId)
    .where('user_id', '=', userId)
    .where('used_at', 'is', null)
    .where('revoked_at', 'is', null)
    .where('replaced_at', 'is', null)
    .execute();
}

export async function noteVisit(tx: Tx, tenantId: TenantId, id: ActivationId, now: Date): Promise<void> {
  await tx
    .updateTable('activations')
    .set({ visited_at: now })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .where('visited_at', 'is', null)
    .execute();
}
