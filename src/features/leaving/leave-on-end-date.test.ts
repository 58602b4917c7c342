import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { makeTestTenant, type TestTenant, useTestApp } from '../../../test/harness/app.ts';
import { newId, type UserId } from '../../kernel/ids.ts';
import { dayIn } from '../../kernel/local-time.ts';
import { allActs } from '../../main/acts.ts';
import { inTenant, systemActor } from '../../platform/scope.ts';
import { actAtOnce } from '../acts/index.ts';
import { showAuditLog } from '../audit/index.ts';
import { createUser, deactivateUsers, findUser, lockUsers, restoreUsers } from '../users/index.ts';
import { leaveOnEndDate } from './leave-on-end-date.ts';

const given = useTestApp();
let tenant: TestTenant;
let today: string;
beforeAll(async () => {
  tenant = await makeTestTenant(given.app);
  today = await tenant.asSystem(async (scope) => dayIn(scope.tenant.timeZone, scope.now));
});

const personWith = (endDate: string | null) =>
  tenant.asSystem(async (scope) => {
    const id = await createUser(scope, {
      firstName: 'Noor',
      lastName: 'Bakker',
      email: `${newId()}@welkom.test`,
      source: 'form',
    });
    await scope.tx.updateTable('users').set({ end_date: endDate }).where('id', '=', id).execute();
    return id;
  });
const find = (id: UserId) => tenant.asSystem(async (scope) => (await findUser(scope.tx, id))!);
const eventsOf = (id: string) =>
  tenant.asSystem(({ tx }) =>
    tx
      .selectFrom('audit_events')
      .select(['event', 'actor_kind'])
      .where('target_id', '=', id)
      .where('event', '=', 'user.deactivated')
      .execute(),
  );

test('whose last day has passed is deactivated, once, and the log says so; the last day itself is still theirs', async () => {
  const [gone, lastDay, never] = [await personWith('2020-01-31'), await personWith(today), await personWith(null)];
  const before = (await find(gone)).auth_epoch;
  const counts = await Promise.all([leaveOnEndDate(given.app, tenant.id), leaveOnEndDate(given.app, tenant.id)]);
  expect(counts[0]! + counts[1]!).toBe(1);
  const person = await find(gone);
  expect(person.deactivated_at).not.toBeNull();
  expect(person.auth_epoch).toBeGreaterThan(before);
  expect(await eventsOf(gone)).toEqual([{ event: 'user.deactivated', actor_kind: 'system' }]);
  for (const id of [lastDay, never]) expect((await find(id)).deactivated_at).toBeNull();
});

test('who was restored does not leave again by the same date', async () => {
  const id = await personWith('2020-01-31');
  await leaveOnEndDate(given.app, tenant.id);
  await tenant.asSystem(async (scope) => restoreUsers(scope, await lockUsers(scope.tx, [id])));
  expect(await leaveOnEndDate(given.app, tenant.id)).toBe(0);
  expect((await find(id)).deactivated_at).toBeNull();
});

test('a last day that is still to come outlives a time away', async () => {
  const ids = [await personWith('2099-12-31'), await personWith('2020-01-31')];
  for (const name of ['deactivate', 'restore'])
    for (const userId of ids)
      await tenant.as('admin', (scope) => actAtOnce(given.app, scope, allActs, { id: newId(), act: name, params: {}, userId }));
  expect([(await find(ids[0]!)).end_date, (await find(ids[1]!)).end_date]).toEqual(['2099-12-31', null]);
  const told = await tenant.as('admin', (scope) => showAuditLog(scope, { event: 'user.restored', cursor: null, limit: 2 }));
  expect(told.items.map((event) => event.detail.endDate)).toEqual([{ before: '2020-01-31', after: null }, undefined]);
});

test('the last owner stays, whatever the date', async () => {
  await tenant.asSystem(({ tx }) =>
    sql`update users set end_date = '2020-01-31' where role = 'owner' and tenant_id = ${tenant.id}`.execute(tx),
  );
  expect(await leaveOnEndDate(given.app, tenant.id)).toBe(0);
  expect((await find(tenant.owner)).deactivated_at).toBeNull();
});

test('an owner who was never in does not stand in for the one who is', async () => {
  const { id } = await makeTestTenant(given.app, { name: 'Handed over' });
  const [owner, next] = await inTenant(given.app, { tenantId: id, actor: systemActor('test') }, async (scope) => {
    const made = await createUser(scope, { firstName: 'N', lastName: 'N', email: 'n@x.example', role: 'owner', source: 'form' });
    const { id: first } = await scope.tx.selectFrom('users').select('id').where('id', '<>', made).executeTakeFirstOrThrow();
    const change = { activated_at: scope.now, end_date: '2020-01-31' };
    await scope.tx.updateTable('users').set(change).where('id', '=', first).execute();
    return [first, made];
  });
  expect(await leaveOnEndDate(given.app, id)).toBe(0);
  await inTenant(given.app, { tenantId: id, actor: systemActor('test') }, async (scope) => {
    const left = await deactivateUsers(scope, await lockUsers(scope.tx, [owner!, next!]), null);
    expect([...left]).toEqual([[owner, 'lastOwner']]);
  });
});

test('more people than one batch holds leave in one round', async () => {
  await tenant.asSystem(({ tx }) =>
    sql`insert into users (tenant_id, id, first_name, last_name, display_name, sort_name, search_text, role, locale, source, created_at, updated_at, end_date)
      select ${tenant.id}, gen_random_uuid(), '', n, n, n, '', 'member', 'nl', 'import', now(), now(), '2020-01-31' from generate_series(1, 1200) g, lateral (select g::text) t (n)`.execute(
      tx,
    ),
  );
  expect(await leaveOnEndDate(given.app, tenant.id)).toBe(1200);
}, 60_000);
