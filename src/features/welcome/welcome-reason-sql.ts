import { type RawBuilder, sql } from 'kysely';
import type { WelcomeWish } from './welcome-eligibility.ts';

/** {@link whyNotWelcome} over the columns of `users`, for counting a million people; a test holds the two equal. `again`: will get it, not for the first time. */
export function welcomeReasonSql({ today, byHand, onlyNew }: WelcomeWish): RawBuilder<string | null> {
  return sql<string | null>`case
    when deactivated_at is not null then 'deactivated'
    when activated_at is not null then 'alreadyActive'
    when email is null then 'noAddress'
    when end_date < ${today}::date then 'ended'
    when ${!byHand}::boolean and welcome_on > ${today}::date then 'heldUntil'
    when mail_queued_at > coalesce(greatest(mail_accepted_at, mail_refused_at, mail_unknown_at), '-infinity') then 'alreadyWaiting'
    when ${!byHand}::boolean and bounced_at is not null then 'bounced'
    when ${onlyNew}::boolean and invited_at is not null then 'sentBefore'
    when invited_at is not null then 'again'
  end`;
}
