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

/** One try, counted; the seconds to wait, and nothing counted, while it is not yet time. Part of a statement. */
export function tryOf(tenantId: TenantId, key: string, limit: TryLimit, now: Date | RawBuilder<Date>): RawBuilder<number> {
  const { free, firstWait, longestWait, forgetAfter } = limit;
  return sql<number>`take_try(${tenantId}::uuid, ${key}, ${now}, ${free}, ${firstWait}, ${longestWait}, ${forgetAfter})`;
}

/**
 * Takes one try, in one statement, so that of many at the same moment no more get through than one after the other would.
 * @returns the seconds to wait, counting nothing, while it is not yet time; 0 where it was taken
 */
export async function takeTry(tx: Tx, tenantId: TenantId, key: string, limit: TryLimit, now: Date): Promise<number> {
  const { rows } = await sql<{ wait: number }>`select ${tryOf(tenantId, key, limit, now)} as wait`.execute(tx);
  return rows[0]!.wait;
}

/** Forgets a counter whose person got in, and some that nobody added to for two days: guessing must not fill the table. */
export async function forgetTries(tx: Tx, tenantId: TenantId, key: string, now: Date): Promise<void> {
  await sql`select forget_tries(${tenantId}::uuid, ${key}, ${now})`.execute(tx);
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
  const seconds = await takeTry(tx, tenant.id, key, limit, now);
  if (seconds > 0) throw new AppError('session.slowDown', { seconds });
}
