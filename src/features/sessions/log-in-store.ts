import { sql } from 'kysely';
import type { Role } from '../../contract/permissions.ts';
import type { TenantId, UserId } from '../../kernel/ids.ts';
import { type Database, UnknownTenant } from '../../platform/db/database.ts';
import type { ComposedEvent } from '../audit/index.ts';
import type { LoginName } from '../users/index.ts';
import type { NewSession } from './session-store.ts';
import type { ClaimedDevice } from './start-session.ts';
import { ACCOUNT, KNOWN_DEVICE, type TryLimit } from './try-limits.ts';
import { tryOf } from './try-store.ts';

/** Whoever was meant, in one small row that is the same size for nobody. */
export interface Meant {
  /** null: nobody. */
  person: { id: UserId; epoch: number; role: Role; name: string; mayComeIn: boolean } | null;
  passwordHash: string | undefined;
  /** The device that asks was logged in to this account before. */
  known: boolean;
  tryKey: string;
  /** Seconds until another try; 0 where this one was counted. */
  wait: number;
  publicUrl: string | null;
  now: Date;
}

interface MeantRow {
  public_url: string | null;
  user_id: UserId | null;
  may_come_in: boolean;
  name: string;
  role: Role;
  auth_epoch: number;
  password_hash: string | null;
  known: boolean;
  try_key: string;
  wait: number;
  moment: Date;
}

const numbersOf = ({ free, firstWait, longestWait, forgetAfter }: TryLimit) => [free, firstWait, longestWait, forgetAfter];

/** Who asks to be let in, and from where. */
export interface Asked {
  name: LoginName;
  device: ClaimedDevice | undefined;
  /** The counter of the network. */
  network: string;
}

/** Finds who is meant by each, and takes one try of each. @throws UnknownTenant */
export async function beginLogIns(
  db: Database,
  tenantId: TenantId,
  asked: readonly Asked[],
  environment: string,
  shift: number,
): Promise<Meant[]> {
  const of = <T>(take: (one: Asked) => T) => asked.map(take);
  const rows = await db.once(sql<MeantRow>`
    select * from login_begin(${tenantId}::uuid, ${shift}, ${of((one) => one.name.userName)}::text[], ${of((one) => one.name.emailKey)}::text[],
      ${of((one) => one.network)}::text[], ${of((one) => one.device?.userId ?? null)}::uuid[], ${of((one) => one.device?.serial ?? null)}::text[],
      ${environment}, ${numbersOf(ACCOUNT)}::float8[], ${numbersOf(KNOWN_DEVICE)}::float8[]) order by place`);
  if (!rows.length) throw new UnknownTenant(tenantId);
  return rows.map((row) => {
    const { user_id: id, auth_epoch: epoch, may_come_in: mayComeIn } = row;
    return {
      person: id && { id, epoch, role: row.role, name: row.name, mayComeIn },
      passwordHash: row.password_hash ?? undefined,
      known: row.known,
      tryKey: row.try_key,
      wait: row.wait,
      publicUrl: row.public_url,
      now: row.moment,
    };
  });
}

/** Counts one more try of each, at once. */
export async function countTries(
  db: Database,
  tenantId: TenantId,
  tries: readonly (readonly [key: string, limit: TryLimit])[],
  shift: number,
): Promise<void> {
  const moment = sql<Date>`now() + ${shift} * interval '1 millisecond'`;
  await db.once(sql`select ${sql.join(tries.map(([key, limit]) => tryOf(tenantId, key, limit, moment)))}`);
}

export interface Entry {
  person: { id: UserId; epoch: number; role: Role };
  tryKey: string;
  /** The password's hash with today's cost, where it was another. */
  betterHash: string | undefined;
  session: NewSession;
  event: ComposedEvent;
}

export type Outcome = 'in' | 'code' | null;

/** @returns of each null where the person may not come in any more, or is not as found: nothing was written for them then */
export async function enterAll(db: Database, tenantId: TenantId, entries: readonly Entry[], shift: number): Promise<Outcome[]> {
  const of = <T>(take: (one: Entry) => T) => entries.map(take);
  const rows = await db.once(sql<{ outcome: Outcome }>`
    select outcome from log_in(${tenantId}::uuid, ${shift}, ${of((one) => one.person.id)}::uuid[], ${of((one) => one.person.epoch)}::int[],
      ${of((one) => one.person.role)}::text[], ${of((one) => one.tryKey)}::text[], ${of((one) => one.betterHash ?? null)}::text[],
      ${of((one) => one.session.id)}::uuid[], ${of((one) => one.session.secretHash)}::text[], ${of((one) => one.session.device)}::text[],
      ${of((one) => one.session.origin)}::text[], ${of((one) => one.session.lasts)}::float8[],
      ${of((one) => one.event.id)}::uuid[], ${of((one) => one.event.contentHash)}::text[], ${of((one) => one.event.salt)}::text[],
      ${of((one) => one.event.actorName)}::text[], ${of((one) => one.event.detail)}::text[]) order by place`);
  return rows.map(({ outcome }) => outcome);
}
