import { sql } from 'kysely';
import type { TenantId } from '../../kernel/ids.ts';
import type { Tx } from '../../platform/db/database.ts';
import { type TryLimit, waitAfter } from './try-limits.ts';

/** Seconds until the longest of the waits is over; 0 when all may try now. */
export async function waitFor(tx: Tx, tenantId: TenantId, keys: readonly string[], now: Date): Promise<number> {
  if (keys.length === 0) return 0;
  const row = await tx
    .selectFrom('rate_limits')
    .select(sql<Date | null>`max(wait_until)`.as('until'))
    .where('tenant_id', '=', tenantId)
    .where('key', 'in', [...keys])
    .executeTakeFirst();
  const until = row?.until;
  return until && until > now ? Math.ceil((until.getTime() - now.getTime()) / 1000) : 0;
}

/** Counts one try, in one statement, so that tries at the same moment are all counted. @returns the tries by now */
export async function countTry(tx: Tx, tenantId: TenantId, key: string, limit: TryLimit, now: Date): Promise<number> {
  const forgotten = new Date(now.getTime() - limit.forgetAfter * 1000);
  const { rows } = await sql<{ tries: number }>`
    insert into rate_limits as r (tenant_id, key, tries, since, last_at) values (${tenantId}, ${key}, 1, ${now}, ${now})
    on conflict (tenant_id, key) do update set
      tries = case when r.last_at < ${forgotten} then 1 else r.tries + 1 end,
      since = case when r.last_at < ${forgotten} then ${now} else r.since end,
      last_at = ${now}
    returning tries`.execute(tx);
  const tries = rows[0]!.tries;
  const seconds = waitAfter(limit, tries);
  if (seconds > 0) {
    await tx
      .updateTable('rate_limits')
      .set({ wait_until: new Date(now.getTime() + seconds * 1000) })
      .where('tenant_id', '=', tenantId)
      .where('key', '=', key)
      .execute();
  }
  return tries;
}

export async function forgetTries(tx: Tx, tenantId: TenantId, keys: readonly string[]): Promise<void> {
  await tx
    .deleteFrom('rate_limits')
    .where('tenant_id', '=', tenantId)
    .where('key', 'in', [...keys])
    .execute();
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

/** Counters nobody added to for two days. */
export async function dropOldTries(tx: Tx, before: Date): Promise<void> {
  await tx.deleteFrom('rate_limits').where('last_at', '<', before).execute();
}
