import { type Insertable, type Selectable, sql, type Updateable, type UpdateObject } from 'kysely';
import type { UserId } from '../../kernel/ids.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { Tables } from '../../platform/db/tables.ts';
import { ofTenant } from '../../platform/db/tenant-wall.ts';
import { dropWords, searchText, writeWords } from './user-words-store.ts';

export type UserRecord = Selectable<Tables['users']>;

export function findUser(tx: Tx, id: UserId): Promise<UserRecord | undefined> {
  return tx.selectFrom('users').selectAll().where('id', '=', id).executeTakeFirst();
}

/** By e-mail key or user name, whichever the text is; both are unique in the tenant. */
export function findUserByLogin(tx: Tx, emailKey: string | null, userName: string): Promise<UserRecord | undefined> {
  return tx
    .selectFrom('users')
    .selectAll()
    .where((builder) =>
      builder.or([...(emailKey ? [builder('email_key', '=', emailKey)] : []), builder('user_name', '=', userName)]),
    )
    .limit(1)
    .executeTakeFirst();
}

export function findUserByNumber(tx: Tx, externalId: string): Promise<UserRecord | undefined> {
  return tx.selectFrom('users').selectAll().where('external_id', '=', externalId).executeTakeFirst();
}

export function lockUser(tx: Tx, id: UserId): Promise<UserRecord | undefined> {
  return tx.selectFrom('users').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
}

/** Locks some people in the order of their ids, so that two who lock the same never wait for each other in a circle. */
export function lockUsers(tx: Tx, ids: string[]): Promise<UserRecord[]> {
  return tx
    .selectFrom('users')
    .selectAll()
    .where('id', '=', sql<string>`any(${ids}::uuid[])`)
    .orderBy('id')
    .forUpdate()
    .execute();
}

/** Whose last day was before `today`, locked in the order of their ids; who is locked by another round is passed over. */
export function lockLeavers(tx: Tx, today: string, after: string | null, limit: number): Promise<UserRecord[]> {
  let query = tx
    .selectFrom('users')
    .selectAll()
    .where('end_date', '<', today)
    .where('deactivated_at', 'is', null)
    .orderBy('id')
    .limit(limit)
    .forUpdate()
    .skipLocked();
  if (after) query = query.where('id', '>', after);
  return query.execute();
}

export async function insertUser(tx: Tx, row: Insertable<Tables['users']>, words: string[]): Promise<void> {
  await tx
    .insertInto('users')
    .values({ ...row, search_text: searchText(words) })
    .execute();
  await writeWords(tx, [row.id]);
}

type Change = Updateable<Tables['users']>;
type Instant = { [K in keyof Change]: Date extends Exclude<Change[K], undefined | null> ? K : never }[keyof Change];

/** A link ends now, where it has not ended before. */
export const endedLink = (now: Date) => sql<Date>`case when link_expires_at > ${now} then ${now} else link_expires_at end`;

/** A last day stays where it is `today` or still to come. */
export const lastDayFrom = (today: string) => sql<string | null>`case when end_date >= ${today}::date then end_date end`;

/** Writes facts on some people at once; those in `once` are written only where none is yet: the first time counts. */
export async function updateUsers(
  tx: Tx,
  ids: string[],
  change: UpdateObject<Tables, 'users'>,
  once: { [K in NonNullable<Instant>]?: Date } = {},
): Promise<void> {
  if (!ids.length) return;
  const firsts = Object.entries(once).map(([column, at]) => [
    column,
    sql<Date>`coalesce(${sql.ref(column)}, ${at}::timestamptz)`,
  ]);
  await tx
    .updateTable('users')
    .set({ ...change, ...Object.fromEntries(firsts) })
    .where('id', '=', sql<string>`any(${ids}::uuid[])`)
    .execute();
}

export async function updateSeen(tx: Tx, seen: readonly { id: string; at: Date }[]): Promise<void> {
  const [ids, moments] = [seen.map(({ id }) => id), seen.map(({ at }) => at)];
  await sql`
    with told as (
      select id, max(at) as at from unnest(${ids}::uuid[], ${moments}::timestamptz[]) as t (id, at) group by id
    ), free as (
      select u.id, t.at from users u join told t on t.id = u.id
      where u.tenant_id = ${ofTenant} and u.id = any(${ids}::uuid[]) and (u.last_seen_at is null or u.last_seen_at < t.at)
      order by u.id for no key update of u skip locked
    )
    update users u set last_seen_at = f.at from free f where u.tenant_id = ${ofTenant} and u.id = any(${ids}::uuid[]) and u.id = f.id`.execute(
    tx,
  );
}

/** The facts of a mail that now waits. */
export const mailQueued = (at: Date) => ({
  mail_queued_at: at,
  mail_refused_at: null,
  mail_unknown_at: null,
  bounced_at: null,
  bounce_reason: null,
});

/** The facts of an address that is new: nothing was sent there yet. */
export const UNMAILED = {
  mail_queued_at: null,
  mail_accepted_at: null,
  mail_refused_at: null,
  mail_unknown_at: null,
  mail_reply: null,
  bounced_at: null,
  bounce_reason: null,
} as const;

export async function raiseEpoch(tx: Tx, ids: string[]): Promise<void> {
  await tx
    .updateTable('users')
    .set({ auth_epoch: sql<number>`auth_epoch + 1` })
    .where('id', '=', sql<string>`any(${ids}::uuid[])`)
    .execute();
}

/**
 * The owners on whom the environment rests, locked: two admins cannot each take away the other's last one at the same moment.
 * Who was never in is none of them, while there is anybody who was: nobody might ever let them in.
 */
export async function lockOwners(tx: Tx): Promise<Set<string>> {
  const rows = await tx
    .selectFrom('users')
    .select(['id', 'activated_at'])
    .where('role', '=', 'owner')
    .where('deactivated_at', 'is', null)
    .orderBy('id')
    .forUpdate()
    .execute();
  const been = rows.filter((row) => row.activated_at);
  return new Set((been.length ? been : rows).map((row) => row.id));
}

/** Somebody's address as the manager of others. */
export function withoutManager(tx: Tx, email: string) {
  return tx.updateTable('users').set({ manager_email: null }).where('manager_key', '=', sql<string>`lower(${email})`);
}

/** Takes every personal value out of a row; its facts with times stay, for the counts. */
export async function eraseUser(tx: Tx, id: string, now: Date): Promise<void> {
  const before = await lockUser(tx, id as UserId);
  if (!before) return;
  await dropWords(tx, [before]);
  const nothing = { email: null, email_key: null, pending_email: null, user_name: null, external_id: null, name_prefix: null };
  const nowhere = { department: null, job_title: null, phone: null, location: null, manager_email: null, time_zone: null };
  const unsaid = {
    mail_reply: null,
    bounce_reason: null,
    deactivation_reason: null,
    start_date: null,
    end_date: null,
    import_id: null,
  };
  await tx
    .updateTable('users')
    .set({
      ...nothing,
      ...nowhere,
      ...unsaid,
      first_name: '',
      last_name: '',
      display_name: '',
      sort_name: '',
      search_text: '',
      role: 'member',
    })
    .set({ erased_at: now, updated_at: now })
    .where('id', '=', id)
    .execute();
}
