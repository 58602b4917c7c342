import { sql } from 'kysely';
import type { Audience, WelcomeReason } from '../../contract/welcome.ts';
import type { TenantId, UserId, WaveId } from '../../kernel/ids.ts';
import type { Tx } from '../../platform/db/database.ts';

export interface WaveRow {
  id: WaveId;
  audience: Audience;
  onlyNew: boolean;
  expiresAt: Date;
  expectedAsked: number;
  expectedQueued: number;
  asked: number;
  queued: number;
  skipped: Partial<Record<WelcomeReason, number>>;
  plannedTo: UserId | null;
  plannedAt: Date | null;
  startedBy: UserId | null;
  startedByName: string;
  createdAt: Date;
}

const COLUMNS = sql`id, audience, only_new as "onlyNew", expires_at as "expiresAt", expected_asked as "expectedAsked", expected_queued as "expectedQueued",
  asked, queued, skipped, planned_to as "plannedTo", planned_at as "plannedAt", started_by as "startedBy", started_by_name as "startedByName", created_at as "createdAt"`;

export async function insertWave(
  tx: Tx,
  tenantId: TenantId,
  wave: Pick<
    WaveRow,
    'id' | 'audience' | 'onlyNew' | 'expiresAt' | 'expectedAsked' | 'expectedQueued' | 'startedBy' | 'startedByName' | 'createdAt'
  >,
): Promise<void> {
  await sql`
    insert into waves (tenant_id, id, audience, only_new, expires_at, expected_asked, expected_queued, started_by, started_by_name, created_at)
    values (${tenantId}, ${wave.id}, ${JSON.stringify(wave.audience)}::jsonb, ${wave.onlyNew}, ${wave.expiresAt}, ${wave.expectedAsked}, ${wave.expectedQueued},
      ${wave.startedBy}, ${wave.startedByName}, ${wave.createdAt})`.execute(tx);
}

export async function findWave(tx: Tx, tenantId: TenantId, id: WaveId): Promise<WaveRow | undefined> {
  return (await sql<WaveRow>`select ${COLUMNS} from waves where tenant_id = ${tenantId} and id = ${id}`.execute(tx)).rows[0];
}

export async function lockWave(tx: Tx, tenantId: TenantId, id: WaveId): Promise<WaveRow | undefined> {
  return (await sql<WaveRow>`select ${COLUMNS} from waves where tenant_id = ${tenantId} and id = ${id} for update`.execute(tx))
    .rows[0];
}

/** Two who send the same id at once: one waits here for the other. */
export async function lockWaveId(tx: Tx, id: WaveId): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${id}, 0))`.execute(tx);
}

export async function listWaves(
  tx: Tx,
  tenantId: TenantId,
  before: { at: Date; id: string } | null,
  limit: number,
): Promise<WaveRow[]> {
  const { rows } = await sql<WaveRow>`
    select ${COLUMNS} from waves where tenant_id = ${tenantId} ${before === null ? sql`` : sql`and (created_at, id) < (${before.at}, ${before.id}::uuid)`}
    order by created_at desc, id desc limit ${limit}`.execute(tx);
  return rows;
}

export interface PlanStep {
  asked: number;
  queued: number;
  skipped: Partial<Record<WelcomeReason, number>>;
  plannedTo: UserId | null;
  done: boolean;
}

/** Adds what one step of the planning came to. */
export async function advanceWave(tx: Tx, tenantId: TenantId, id: WaveId, step: PlanStep, now: Date): Promise<void> {
  await sql`
    update waves set asked = asked + ${step.asked}, queued = queued + ${step.queued}, planned_to = coalesce(${step.plannedTo}, planned_to),
      planned_at = case when ${step.done} then coalesce(planned_at, ${now}) else planned_at end,
      skipped = (select coalesce(jsonb_object_agg(reason, n), '{}') from (
        select reason, sum(n::int) as n from (
          select key as reason, value as n from jsonb_each_text(waves.skipped) union all select key, value from jsonb_each_text(${JSON.stringify(step.skipped)}::jsonb)) both_parts
        group by reason) added)
    where tenant_id = ${tenantId} and id = ${id}`.execute(tx);
}

export async function insertSkips(
  tx: Tx,
  tenantId: TenantId,
  waveId: WaveId,
  skips: { userId: UserId; reason: WelcomeReason }[],
): Promise<void> {
  await sql`
    insert into wave_skips (tenant_id, wave_id, user_id, reason)
    select ${tenantId}, ${waveId}, s.user_id, s.reason from unnest(${skips.map((skip) => skip.userId)}::uuid[], ${skips.map((skip) => skip.reason)}::text[]) as s (user_id, reason)
    on conflict do nothing`.execute(tx);
}
