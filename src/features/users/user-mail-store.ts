import { type RawBuilder, sql } from 'kysely';
import type { UserFilter } from '../../contract/users.ts';
import type { UserId } from '../../kernel/ids.ts';
import type { Tx } from '../../platform/db/database.ts';
import { ofTenant } from '../../platform/db/tenant-wall.ts';
import { matching } from './user-list-store.ts';

/** What a mail's end says about a person. `null`: it was taken back, nothing waits any more. */
export interface MailEnd {
  userId: UserId;
  outcome: 'accepted' | 'refused' | 'unknown' | 'takenBack';
  at: Date;
  /** The server's own words. */
  words: string | null;
  /** Whom it was sent to: a dead address counts only while it still is the person's. */
  address: string;
  addressIsDead: boolean;
}

export async function writeMailEnds(tx: Tx, ends: MailEnd[]): Promise<void> {
  await sql`
    update users u set
      mail_accepted_at = case when e.outcome = 'accepted' then e.at else u.mail_accepted_at end,
      mail_refused_at = case when e.outcome = 'refused' then e.at when e.outcome = 'accepted' then null else u.mail_refused_at end,
      mail_unknown_at = case when e.outcome = 'unknown' then e.at when e.outcome = 'takenBack' then u.mail_unknown_at end,
      mail_queued_at = case when e.outcome = 'takenBack' and u.mail_queued_at <= e.at then null else u.mail_queued_at end,
      mail_reply = case when e.outcome in ('accepted', 'refused') then e.words else u.mail_reply end,
      bounced_at = case when e.dead and u.email = e.address then e.at when e.outcome = 'accepted' then null else u.bounced_at end,
      bounce_reason = case when e.dead and u.email = e.address then e.words when e.outcome = 'accepted' then null else u.bounce_reason end
    from (
      select distinct on (user_id) * from unnest(
        ${ends.map((end) => end.userId)}::uuid[], ${ends.map((end) => end.outcome)}::text[], ${ends.map((end) => end.at)}::timestamptz[],
        ${ends.map((end) => end.words)}::text[], ${ends.map((end) => end.address)}::text[], ${ends.map((end) => end.addressIsDead)}::boolean[]
      ) as e (user_id, outcome, at, words, address, dead) order by user_id, at desc
    ) e
    where u.tenant_id = ${ofTenant} and u.id = any(${ends.map((end) => end.userId)}::uuid[]) and u.id = e.user_id
      and u.erased_at is null`.execute(tx);
}

export async function writeOpened(tx: Tx, id: UserId, at: Date): Promise<void> {
  await sql`update users set opened_at = coalesce(opened_at, ${at}) where tenant_id = ${ofTenant} and id = ${id}`.execute(tx);
}

/** What a mail needs to know of people. */
export interface Recipient {
  id: UserId;
  email: string | null;
  userName: string | null;
  firstName: string;
  namePrefix: string | null;
  lastName: string;
  name: string;
  locale: string;
  timeZone: string | null;
  role: string;
  endDate: string | null;
  welcomeOn: string | null;
  invitedAt: Date | null;
  activatedAt: Date | null;
  deactivatedAt: Date | null;
  bouncedAt: Date | null;
  mailQueuedAt: Date | null;
  mailAcceptedAt: Date | null;
  mailRefusedAt: Date | null;
  mailUnknownAt: Date | null;
}

export async function selectRecipients(tx: Tx, ids: UserId[], lock: boolean): Promise<Recipient[]> {
  const { rows } = await sql<Recipient>`
    select id, email, user_name as "userName", first_name as "firstName", name_prefix as "namePrefix", last_name as "lastName", display_name as name,
      locale, time_zone as "timeZone", role, end_date as "endDate", welcome_on as "welcomeOn", invited_at as "invitedAt", activated_at as "activatedAt",
      deactivated_at as "deactivatedAt", bounced_at as "bouncedAt", mail_queued_at as "mailQueuedAt", mail_accepted_at as "mailAcceptedAt",
      mail_refused_at as "mailRefusedAt", mail_unknown_at as "mailUnknownAt"
    from users where tenant_id = ${ofTenant} and id = any(${ids}::uuid[]) order by id ${lock ? sql`for no key update` : sql``}`.execute(
    tx,
  );
  return rows;
}

type Which = { filter: UserFilter } | { userIds: UserId[] };

const chosen = async (tx: Tx, which: Which, now: Date) =>
  'filter' in which
    ? await matching(tx, which.filter, now)
    : tx.selectFrom('users').where('id', '=', sql<string>`any(${which.userIds}::uuid[])`);

/** How many people have each value of a rule, counted to the end. */
export async function tally(
  tx: Tx,
  which: Which,
  now: Date,
  rule: RawBuilder<string | null>,
): Promise<{ value: string | null; people: number }[]> {
  const people = (await chosen(tx, which, now)).select(rule.as('value'));
  return await tx
    .selectFrom(people.as('p'))
    .select(['p.value', sql<number>`count(*)`.as('people')])
    .groupBy('p.value')
    .execute();
}

/** The people for whom a rule has a value, in the order of their making. */
export async function selectByRule(
  tx: Tx,
  which: Which,
  now: Date,
  rule: RawBuilder<string | null>,
  value: string,
  after: UserId | null,
  limit: number,
) {
  let query = (await chosen(tx, which, now))
    .select(['id', 'display_name', 'email', 'welcome_on', 'end_date'])
    .where(sql<boolean>`${rule} = ${value}`)
    .orderBy('id')
    .limit(limit);
  if (after) query = query.where('id', '>', after);
  return await query.execute();
}
