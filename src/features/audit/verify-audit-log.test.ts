import { sql } from 'kysely';
import { beforeEach, expect, test } from 'vitest';
import { makeTestTenant, type TestTenant, useTestApp } from '../../../test/harness/app.ts';
import { verifiedLog } from '../../../test/harness/verified-log.ts';
import { newId } from '../../kernel/ids.ts';
import type { Tx } from '../../platform/db/database.ts';
import { carryOutVerification } from './carry-out-verification.ts';
import { record } from './record.ts';
import { sealAuditLog } from './seal-audit-log.ts';
import { cancelVerification, showVerifications, startVerification } from './verify-audit-log.ts';

const given = useTestApp();
let tenant: TestTenant;

beforeEach(async () => {
  tenant = await makeTestTenant(given.app);
  await recordSome(5);
  await sealAuditLog(given.app, tenant.id);
  await recordSome(3);
});

const recordSome = (count: number) =>
  tenant.as('admin', async (scope) => {
    for (let n = 0; n < count; n++)
      await record(scope, 'tenant.changed', { target: { kind: 'tenant', id: newId(), name: `n${n}` }, detail: { n } });
  });
const verify = () => verifiedLog(given.app, tenant);
/** As somebody with the database in his hands, past every wall. */
const tamper = (work: (tx: Tx) => Promise<unknown>) => given.app.db.acrossTenants(work);
const mine = () => sql`tenant_id = ${tenant.id}`;

test('an untouched log is proved, and what is new is sealed on the way', async () => {
  const proof = await verify();
  expect(proof).toMatchObject({ state: 'done', problemCount: 0, problems: [], unsealed: 0, seals: 2 });
  expect(proof.events).toBeGreaterThanOrEqual(8);
  expect(proof.expected).toBe(proof.events);
});

const named = (name: string) => sql`(select event_id from audit_contents where target_name = ${name})`;

test.each([
  ['an edited detail', sql`update audit_contents set detail = '{"n": 99}' where target_name = 'n3'`, 'contentChanged'],
  ['another actor', sql`update audit_contents set actor_name = 'Somebody else' where target_name = 'n1'`, 'contentChanged'],
  ['a removed content', sql`delete from audit_contents where target_name = 'n1'`, 'contentGone'],
  ['another time', sql`update audit_events set at = at - interval '1 second' where id in ${named('n1')}`, 'changed'],
  ['another event', sql`update audit_events set event = 'tenant.opened' where id in ${named('n1')}`, 'changed'],
  ['a removed row', sql`delete from audit_events where id in ${named('n2')}`, 'eventGone'],
  ['a forged seal', sql`update audit_seals set hash = repeat('0', 64) where number = 1`, 'sealForged'],
  ['a removed seal', sql`delete from audit_seals where number = 1`, 'sealGone'],
])('%s shows', async (_name, statement, what) => {
  await verify();
  await tamper(async (tx) => {
    await sql`set local session_replication_role = replica`.execute(tx);
    await statement.execute(tx);
  });
  expect((await verify()).problems.map((problem) => problem.what)).toContain(what);
});

test('a log that was cut off at its end shows, by the head outside the database', async () => {
  await verify();
  await tamper(async (tx) => {
    const last = sql`(select max(number) from audit_seals where ${mine()})`;
    await sql`delete from audit_contents c using audit_seal_events s where s.event_id = c.event_id and c.${mine()} and s.seal = ${last}`.execute(
      tx,
    );
    await sql`delete from audit_events e using audit_seal_events s where s.event_id = e.id and e.${mine()} and s.seal = ${last}`.execute(
      tx,
    );
    await sql`delete from audit_seal_events where ${mine()} and seal = ${last}`.execute(tx);
    await sql`delete from audit_seals where ${mine()} and number = ${last}`.execute(tx);
  });
  expect((await verify()).problems).toMatchObject([{ what: 'cutOff' }]);
  // What comes after it does not heal it.
  await recordSome(2);
  await sealAuditLog(given.app, tenant.id);
  expect((await verify()).problems).toMatchObject([{ what: 'cutOff' }]);
});

test('two workers that seal at once make one chain', async () => {
  await recordSome(20);
  await Promise.all([1, 2, 3].map(() => sealAuditLog(given.app, tenant.id)));
  expect(await verify()).toMatchObject({ problems: [], unsealed: 0 });
});

test('of a log in ruins the first hundred places are named, and all are counted', async () => {
  await recordSome(150);
  await sealAuditLog(given.app, tenant.id);
  await tamper(async (tx) => {
    await sql`set local session_replication_role = replica`.execute(tx);
    await sql`update audit_contents set actor_name = 'Somebody else' where ${mine()}`.execute(tx);
  });
  const proof = await verify();
  expect(proof.problemCount).toBeGreaterThan(150);
  expect(proof.problems).toHaveLength(100);
});

const start = (id: string = newId()) => tenant.as('admin', (scope) => startVerification(scope, id));
const shown = async () => tenant.as('admin', async (scope) => (await showVerifications(scope)).items);

test('a double click is one verification, and stands once in the log', async () => {
  const twice = newId();
  const [one, other] = await Promise.all([start(twice), start(twice)]);
  expect(one).toMatchObject({ state: 'running', expected: null });
  expect(other).toEqual(one);
  expect(await shown()).toHaveLength(1);
  const events = await tenant.asSystem(({ tx }) =>
    tx.selectFrom('audit_events').select('event').where('event', '=', 'audit.verified').execute(),
  );
  expect(events).toHaveLength(1);
});

test('given up by a worker it goes on where it was; what came of it stays, with whoever asked', async () => {
  const { id } = await start();
  const first = (await tenant.asSystem(({ tx }) => tx.selectFrom('audit_seals').selectAll().execute()))[0]!;
  const far = { reached: first.number, reached_hash: first.hash, events: first.events, seals: 1, expected: 100 };
  await tenant.asSystem(({ tx }) => tx.updateTable('audit_verifications').set(far).execute());
  await carryOutVerification(given.app, tenant.id, id);
  await carryOutVerification(given.app, tenant.id, id);
  const admin = await tenant.actor('admin');
  expect(await shown()).toMatchObject([
    { id, state: 'done', seals: 2, problems: [], expected: 100, by: { id: admin.kind === 'user' && admin.userId } },
  ]);
  await verify();
  expect((await shown()).map((one) => one.state)).toEqual(['done', 'done']);
});

test('cancelled it stops, and the next one begins anew', async () => {
  const { id } = await start();
  const stopped = await tenant.as('admin', (scope) => cancelVerification(scope, id));
  expect(stopped).toMatchObject({ state: 'cancelled', events: 0 });
  await carryOutVerification(given.app, tenant.id, id);
  expect(await shown()).toMatchObject([{ id, state: 'cancelled', events: 0 }]);
  expect(await tenant.as('admin', (scope) => cancelVerification(scope, id))).toEqual(stopped);
  expect((await verify()).state).toBe('done');
});

test('whoever may not read the log may not have it verified, nor look, nor stop it', async () => {
  const { id } = await start();
  await expect(tenant.as('member', (scope) => startVerification(scope, newId()))).rejects.toThrow('forbidden');
  await expect(tenant.as('member', (scope) => showVerifications(scope))).rejects.toThrow('forbidden');
  await expect(tenant.as('member', (scope) => cancelVerification(scope, id))).rejects.toThrow('forbidden');
});
