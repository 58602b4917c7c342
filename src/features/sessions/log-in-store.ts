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

/** Finds who is meant and takes one try. `brakes`: the counters that keep back whoever is at no known device. @throws UnknownTenant */
export async function beginLogIn(
  db: Database,
  tenantId: TenantId,
  name: LoginName,
  device: ClaimedDevice | undefined,
  brakes: readonly string[],
  shift: number,
): Promise<Meant> {
  const [row] = await db.once(sql<MeantRow>`
    select * from login_begin(${tenantId}::uuid, ${shift}, ${name.userName}, ${name.emailKey}, ${brakes}::text[],
      ${device?.userId ?? null}::uuid, ${device?.serial ?? null}, ${numbersOf(ACCOUNT)}::float8[], ${numbersOf(KNOWN_DEVICE)}::float8[])`);
  if (!row) throw new UnknownTenant(tenantId);
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

/** @returns null where the person may not come in any more, or is not as found: nothing was written then */
export async function enter(db: Database, tenantId: TenantId, entry: Entry, shift: number): Promise<'in' | 'code' | null> {
  const { person, session, event } = entry;
  const [row] = await db.once(sql<{ outcome: 'in' | 'code' | null }>`
    select log_in(${tenantId}::uuid, ${shift}, ${person.id}, ${person.epoch}, ${person.role}, ${entry.tryKey}, ${entry.betterHash ?? null},
      ${session.id}, ${session.secretHash}, ${session.device}, ${session.origin}, ${session.lasts} * interval '1 millisecond',
      ${event.id}, ${event.contentHash}, ${event.salt}, ${event.actorName}, ${event.detail}) as outcome`);
  return row!.outcome;
}
