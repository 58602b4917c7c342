import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import { beforeAll, expect } from 'vitest';
import type { Role } from '../../src/contract/permissions.ts';
import { hotp, stepOf } from '../../src/features/factors/totp.ts';
import { createUser } from '../../src/features/users/index.ts';
import { newId, type UserId } from '../../src/kernel/ids.ts';
import { makeTestTenant, type TestTenant, useTestApp } from './app.ts';
import { linkOf, PASSWORD } from './let-in.ts';
import { makeDoor, type Visitor } from './visitor.ts';

export const OTHER = 'kamelen drinken limonade';

export interface Person {
  id: UserId;
  email: string;
  device: Visitor;
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
function bytesOf(base32: string): Buffer {
  const bits = [...base32].map((sign) => ALPHABET.indexOf(sign).toString(2).padStart(5, '0')).join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}

/**
 * The code of an authenticator app, `steps` from now. One of the step before ends with the step of now: in the last three seconds
 * of this one the next is waited for.
 */
export async function appCode(secret: string, clock: () => Promise<Date>, steps = 0): Promise<string> {
  const left = 30_000 - ((await clock()).getTime() % 30_000);
  if (steps < 0 && left < 3_000) await pause(left);
  return hotp(bytesOf(secret), stepOf(await clock()) + steps);
}

/** An environment with people who are in, each with a device of their own; for a test file. */
export function useMembers() {
  const test = useTestApp({ WELKOM_TRUSTED_PROXIES: '127.0.0.1' });
  let tenant: TestTenant;
  let door: ReturnType<typeof makeDoor>;
  beforeAll(async () => {
    tenant = await makeTestTenant(test.app);
    door = makeDoor(test.app);
  });

  async function active(role: Role = 'member'): Promise<Person> {
    const email = `p-${newId()}@zorggroep.example`;
    const id = await tenant.asSystem((scope) =>
      createUser(scope, { firstName: 'Piet', lastName: 'Post', email, role, source: 'form' }),
    );
    const url = await linkOf(test.app, tenant, id);
    const [, linkId, secret] = /activate\/(.+)#(.+)/.exec(url) ?? [];
    const device = door.visitor();
    expect((await device.post('/api/v1/activation', { id: linkId, secret, password: PASSWORD })).status).toBe(200);
    return { id, email, device };
  }
  const codeOf = (secret: string, steps = 0): Promise<string> =>
    appCode(secret, () => tenant.asSystem(async (scope) => scope.now), steps);

  return {
    get app() {
      return test.app;
    },
    get tenant() {
      return tenant;
    },
    visitor: () => door.visitor(),
    active,
    codeOf,
    async withTwoStep(role: Role = 'member'): Promise<Person & { secret: string; codes: string[] }> {
      const person = await active(role);
      const begun = await person.device.post<{ secret: string; uri: string }>('/api/v1/profile/two-step', {});
      expect(begun.status).toBe(200);
      const { secret } = begun.body;
      expect(begun.body.uri).toContain(`secret=${secret}`);
      const code = await codeOf(secret, -1);
      const confirmed = await person.device.post<{ codes: string[] }>('/api/v1/profile/two-step/confirm', { code });
      expect(confirmed.status).toBe(200);
      expect(new Set(confirmed.body.codes).size).toBe(10);
      return { ...person, secret, codes: confirmed.body.codes };
    },
    /** Logs in with a password, at a new device unless told. */
    password: (identifier: string, typed = PASSWORD, visitor = door.visitor()) =>
      visitor.post<{ next: string; secondStep?: string }>('/api/v1/session', { identifier, password: typed }),
    /** Until somebody waits for a row that another transaction holds. */
    async waitsForLock(): Promise<void> {
      const waiting = sql<{ n: number }>`select count(*)::int as n from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'`;
      while (!(await test.app.db.once(waiting))[0]?.n) await pause(20);
    },
    isIn: async (visitor: Visitor) => (await visitor.get('/api/v1/session')).status === 200,
    async later<T>(seconds: number, work: () => Promise<T>): Promise<T> {
      test.app.clock.shift += seconds * 1000;
      try {
        return await work();
      } finally {
        test.app.clock.shift -= seconds * 1000;
      }
    },
    /** What was recorded about somebody, in order. */
    events: (id: UserId) =>
      tenant.asSystem(async (scope) =>
        (await scope.tx.selectFrom('audit_events').select('event').where('target_id', '=', id).orderBy('seq').execute()).map(
          (row) => row.event,
        ),
      ),
    mailsTo: (id: UserId) =>
      tenant.asSystem((scope) =>
        scope.tx.selectFrom('mails').select(['kind', 'address', 'content']).where('user_id', '=', id).orderBy('id').execute(),
      ),
  };
}
