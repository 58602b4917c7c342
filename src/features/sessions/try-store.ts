import { type RawBuilder, sql } from 'kysely';
import { AppError } from '../../kernel/app-error.ts';
import type { TenantId } from '../../kernel/ids.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { Scope } from '../../platform/scope.ts';
import { secondsUntil, type TryLimit } from './try-limits.ts';

/** Seconds until the longest of the waits is over; 0 when all may try now. */
export async function waitFor(tx: Tx, tenantId: TenantId, keys: readonly string[], now: Date): Promise<number> {
  if (keys.length === 0) return 0;
  const row = await tx
    .selectFrom('rate_limits')
    .select(sql<Date | null>`max(wait_until)`.as('until'))
    .where('tenant_id', '=', tenantId)
    .where('key', 'in', [...keys])
    .executeTakeFirst();
  return secondsUntil(row?.until ?? null, now);
}

/**
 * Takes one try, in one statement, so that of many at the same moment no more get through than one after the other would.
 * @returns false, counting nothing, while it is still time to wait
 */
export async function takeTry(tx: Tx, tenantId: TenantId, key: string, limit: TryLimit, now: Date): Promise<boolean> {
  const forgotten = new Date(now.getTime() - limit.forgetAfter * 1000);
  const tries = sql`(case when r.last_at < ${forgotten} then 1 else r.tries + 1 end)`;
  const { rows } = await sql<{ tries: number }>`
    insert into rate_limits as r (tenant_id, key, tries, since, last_at, wait_until)
    values (${tenantId}, ${key}, 1, ${now}, ${now}, ${waitUntil(limit, sql`1`, now)})
    on conflict (tenant_id, key) do update set
      tries = ${tries}, last_at = ${now}, wait_until = ${waitUntil(limit, tries, now)},
      since = case when r.last_at < ${forgotten} then ${now} else r.since end
    where r.wait_until is null or r.wait_until <= ${now}
    returning tries`.execute(tx);
  return rows.length > 0;
}

/** {@link waitAfter}, as SQL. */
function waitUntil(limit: TryLimit, tries: RawBuilder<unknown>, now: Date): RawBuilder<unknown> {
  const { free, firstWait, longestWait } = limit;
  return sql`case when ${tries} >= ${free}::integer then ${now}::timestamptz
    + least(${longestWait}::float8, ${firstWait}::float8 * power(2, least(30, ${tries} - ${free}::integer))) * interval '1 second' end`;
}

/** Forgets a counter whose person got in, and some that nobody added to for two days: guessing must not fill the table. */
export async function forgetTries(tx: Tx, tenantId: TenantId, key: string, now: Date): Promise<void> {
  const old = new Date(now.getTime() - 2 * 86_400_000);
  await sql`
    delete from rate_limits where tenant_id = ${tenantId} and key = any(array(
      select key from rate_limits where tenant_id = ${tenantId} and last_at < ${old} order by last_at limit 200 for update skip locked
    ) || ${key}::text)`.execute(tx);
}

/** Counts into windows of a fixed length; false where `most` in this window are already there, and then nothing is counted. */
export async function takeFrom(
  tx: Tx,
  tenantId: TenantId,
  key: string,
  window: { seconds: number; most: number },
  now: Date,
): Promise<boolean> {
  const start = new Date(now.getTime() - window.seconds * 1000);
  const { rows } = await sql<{ tries: number }>`
    insert into rate_limits as r (tenant_id, key, tries, since, last_at) values (${tenantId}, ${key}, 1, ${now}, ${now})
    on conflict (tenant_id, key) do update set
      tries = case when r.since <= ${start} then 1 else r.tries + 1 end,
      since = case when r.since <= ${start} then ${now} else r.since end,
      last_at = ${now}
    where r.since <= ${start} or r.tries < ${window.most}
    returning tries`.execute(tx);
  return rows.length > 0;
}

/** Takes one try, or says how long to wait. @throws AppError `session.slowDown` (with `seconds`) */
export async function demandTry({ tx, tenant, now }: Scope, key: string, limit: TryLimit): Promise<void> {
  if (await takeTry(tx, tenant.id, key, limit, now)) return;
  throw new AppError('session.slowDown', { seconds: Math.max(1, await waitFor(tx, tenant.id, [key], now)) });
}
