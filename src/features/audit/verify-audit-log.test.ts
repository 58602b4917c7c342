import { sql } from 'kysely';
import { beforeEach, expect, test } from 'vitest';
import { makeTestTenant, type TestTenant, useTestApp } from '../../../test/harness/app.ts';
import { newId } from '../../kernel/ids.ts';
import type { Tx } from '../../platform/db/database.ts';
import { record } from './record.ts';
import { sealAuditLog } from './seal-audit-log.ts';
import { verifyAuditLog } from './verify-audit-log.ts';

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
const verify = async () => verifyAuditLog(given.app, { tenantId: tenant.id, actor: await tenant.actor('admin') });
/** As somebody with the database in his hands, past every wall. */
const tamper = (work: (tx: Tx) => Promise<unknown>) => given.app.db.acrossTenants(work);
const mine = () => sql`tenant_id = ${tenant.id}`;

test('an untouched log is proved, and what is new is sealed on the way', async () => {
  const proof = await verify();
  expect(proof).toMatchObject({ problems: [], unsealed: 0, seals: 2 });
  expect(proof.sealed).toBeGreaterThanOrEqual(8);
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
});

test('two workers that seal at once make one chain', async () => {
  await recordSome(20);
  await Promise.all([1, 2, 3].map(() => sealAuditLog(given.app, tenant.id)));
  expect(await verify()).toMatchObject({ problems: [], unsealed: 0 });
});

test('whoever may not read the log may not verify it', async () => {
  await expect(verifyAuditLog(given.app, { tenantId: tenant.id, actor: await tenant.actor('member') })).rejects.toThrow(
    'forbidden',
  );
});
