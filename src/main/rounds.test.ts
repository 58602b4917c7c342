import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { makeTestTenant, type TestTenant, useTestApp } from '../../test/harness/app.ts';
import { createUser, findUser } from '../features/users/index.ts';
import { newId, type UserId } from '../kernel/ids.ts';
import { makeLog } from '../platform/log.ts';
import { type Duty, doChores, goRound } from './rounds.ts';

const given = useTestApp();

/** Somebody whose last day was long ago. */
const leaver = (tenant: TestTenant) =>
  tenant.asSystem(async (scope) => {
    const person = { firstName: 'Noor', lastName: 'Bakker', email: `${newId()}@welkom.test`, source: 'form' as const };
    const id = await createUser(scope, person);
    await scope.tx.updateTable('users').set({ end_date: '2020-01-31' }).where('id', '=', id).execute();
    return id;
  });
const isOut = (tenant: TestTenant, id: UserId) =>
  tenant.asSystem(async ({ tx }) => (await findUser(tx, id))?.deactivated_at !== null);
const seals = (tenant: TestTenant) =>
  tenant.asSystem(async ({ tx }) => (await tx.selectFrom('audit_seals').select('number').execute()).length);

test('an environment in which a duty fails holds up neither its other duties nor the environments after it', async () => {
  const tenants = [await makeTestTenant(given.app), await makeTestTenant(given.app), await makeTestTenant(given.app)] as const;
  const [before, broken, after] = tenants;
  const people = [await leaver(before), await leaver(broken), await leaver(after)] as const;
  // The day there cannot be told.
  await broken.asSystem(({ tx }) => tx.updateTable('tenants').set({ time_zone: 'Nowhere/Else' }).execute());
  const said: { tenantId: string; duty: string }[] = [];
  const log = makeLog('silent');
  log.warn = (about: unknown) => said.push(about as { tenantId: string; duty: string });
  await goRound({ ...given.app, log });
  expect(said).toMatchObject([{ tenantId: broken.id, duty: 'leaveOnEndDate' }]);
  expect(await isOut(before, people[0])).toBe(true);
  expect(await isOut(broken, people[1])).toBe(false);
  expect(await isOut(after, people[2])).toBe(true);
  expect(await Promise.all(tenants.map(seals))).toEqual([1, 1, 1]);
});

test('a round that is to stop ends after the duty it is at', async () => {
  const stopping = new AbortController();
  let done = 0;
  const duty: Duty = async () => {
    done += 1;
    stopping.abort();
  };
  await goRound(given.app, [duty, duty], stopping.signal);
  expect(done).toBe(1);
});

test('a job that was given up goes after thirty days, with what it carried; no other does', async () => {
  const queue = { 'given up long ago': [25, 31], 'given up lately': [25, 29], 'waits for long': [24, 31] };
  await given.app.db.acrossTenants(async (tx) => {
    for (const [key, [attempts, days]] of Object.entries(queue)) {
      await sql`select graphile_worker.add_job('nobody.does', '{"name":"Noor Bakker"}'::json, max_attempts => 25, job_key => ${key})`.execute(
        tx,
      );
      await sql`update graphile_worker._private_jobs set attempts = ${attempts}, run_at = now() - ${days} * interval '1 day' where key = ${key}`.execute(
        tx,
      );
    }
  });
  await doChores(given.app);
  const left = await given.app.db.acrossTenants((tx) =>
    sql<{
      key: string;
    }>`select key from graphile_worker._private_jobs where key = any(${Object.keys(queue)}) order by key`.execute(tx),
  );
  expect(left.rows.map(({ key }) => key)).toEqual(['given up lately', 'waits for long']);
});
