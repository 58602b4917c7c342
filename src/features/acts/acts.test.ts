import { sql } from 'kysely';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { makeTestTenant, type TestTenant, useTestApp } from '../../../test/harness/app.ts';
import type { Role } from '../../contract/permissions.ts';
import type { Selection } from '../../contract/users.ts';
import { newId, type UserId } from '../../kernel/ids.ts';
import { showAuditLog } from '../audit/index.ts';
import { createUser, findUser, listUsers } from '../users/index.ts';
import { type Act, type Acts, carryOutAct, showAct, startAct, userActs } from './index.ts';

const given = useTestApp();
const known: Acts = new Map(userActs.map((act) => [act.name, act as unknown as Act]));
let tenant: TestTenant;
let people: UserId[];

beforeAll(async () => {
  tenant = await makeTestTenant(given.app);
});
beforeEach(async () => {
  people = await tenant.asSystem(async (scope) => {
    const ids: UserId[] = [];
    for (const lastName of ['One', 'Two', 'Three'])
      ids.push(await createUser(scope, { firstName: 'P', lastName, email: `${newId()}@x.example`, source: 'form' }));
    return ids;
  });
});

async function act(
  by: Role,
  name: string,
  selection: Selection,
  params: Record<string, unknown> = {},
  dryRun = false,
  id: string = newId(),
) {
  await tenant.as(by, (scope) => startAct(scope, known, { id, act: name, params, selection, dryRun }));
  await carryOutAct(given.app, known, tenant.id, id);
  return tenant.as(by, (scope) => showAct(scope, known, id));
}
const person = (id: UserId) => tenant.asSystem((scope) => findUser(scope.tx, id));
const newRole = (role: Role) =>
  tenant.asSystem((scope) =>
    createUser(scope, { firstName: 'R', lastName: role, email: `${newId()}@x.example`, role, source: 'form' }),
  );

test('asked = done + skipped, each with its reason', async () => {
  const admin = await newRole('admin');
  const result = await act('user_manager', 'deactivate', { userIds: [...people, admin, newId<'user'>()] });
  expect(result).toMatchObject({ state: 'done', asked: 5, done: 3, skipped: 2 });
  expect(new Map(result.reasons.map((r) => [r.reason, r.people]))).toEqual(
    new Map([
      ['stronger', 1],
      ['gone', 1],
    ]),
  );
  expect((await person(people[0]!))?.deactivated_at).not.toBeNull();
  expect((await person(admin))?.deactivated_at).toBeNull();
});

test('how far an act is can be looked at without counting those it passed over', async () => {
  const id = newId();
  const many = [...people, ...Array.from({ length: 1500 }, () => newId<'user'>())];
  await act('admin', 'deactivate', { userIds: many }, {}, true, id);
  const state = await given.app.db.acrossTenants(async (tx) => {
    await sql`lock table act_skips in access exclusive mode`.execute(tx);
    return tenant.as('admin', (scope) => showAct(scope, known, id));
  });
  expect(state).toMatchObject({ done: 3, skipped: 1500, reasons: [{ reason: 'gone', people: 1500 }] });
});

test('a dry run says the same and changes nothing', async () => {
  const result = await act('admin', 'deactivate', { userIds: people }, {}, true);
  expect(result).toMatchObject({ dryRun: true, done: 3, skipped: 0 });
  expect((await person(people[0]!))?.deactivated_at).toBeNull();
});

test('a double click and a job run twice are one act, with one row in the audit log', async () => {
  const id = newId();
  await act('admin', 'deactivate', { userIds: people }, {}, false, id);
  const epoch = (await person(people[0]!))?.auth_epoch;
  const again = await act('admin', 'deactivate', { userIds: people }, {}, false, id);
  expect(again).toMatchObject({ done: 3, skipped: 0 });
  expect((await person(people[0]!))?.auth_epoch).toBe(epoch);
  const log = await tenant.as('admin', (scope) => showAuditLog(scope, { event: 'users.acted', cursor: null, limit: 200 }));
  expect(log.items.filter((event) => JSON.stringify(event.detail).includes(people[0]!))).toHaveLength(1);
});

test('the same id for another choice, or for others, is refused, not taken for done', async () => {
  const id = newId();
  await act('owner', 'changeRole', { userIds: people }, { role: 'content_manager' }, false, id);
  const other = act('owner', 'changeRole', { userIds: people }, { role: 'read_only' }, false, id);
  await expect(other).rejects.toThrow('idempotencyKeyReused');
  const forOthers = act('owner', 'changeRole', { userIds: [tenant.owner] }, { role: 'content_manager' }, false, id);
  await expect(forOthers).rejects.toThrow('idempotencyKeyReused');
});

test('what was done to one person stands on that person in the audit log', async () => {
  await act('admin', 'deactivate', { userIds: [people[0]!] }, { reason: 'left' });
  await act('admin', 'restore', { userIds: [people[0]!] });
  const log = await tenant.as('admin', (scope) => showAuditLog(scope, { targetId: people[0]!, cursor: null, limit: 10 }));
  expect(log.items.map((event) => event.event)).toEqual(['user.restored', 'user.deactivated', 'user.created']);
  expect(log.items[1]!.detail).toMatchObject({ params: { reason: 'left' }, done: 1 });
});

test('what a role was before stands there too', async () => {
  await act('admin', 'changeRole', { userIds: [people[1]!] }, { role: 'content_manager' });
  await act('admin', 'changeRole', { userIds: [people[1]!] }, { role: 'member' });
  const log = await tenant.as('admin', (scope) => showAuditLog(scope, { event: 'user.changed', cursor: null, limit: 1 }));
  expect(log.items[0]!.detail).toMatchObject({ params: {}, role: { before: 'content_manager', after: 'member' } });
});

test('restoring raises the epoch once more, so that nothing of before lives again', async () => {
  const before = (await person(people[0]!))!.auth_epoch;
  await act('admin', 'deactivate', { userIds: people });
  await act('admin', 'restore', { userIds: people });
  const after = (await person(people[0]!))!;
  expect(after.deactivated_at).toBeNull();
  expect(after.auth_epoch).toBe(before + 2);
});

test('whoever was invited and comes back has no link that works, and the list says so', async () => {
  const [id] = people as [UserId];
  const tomorrow = new Date(Date.now() + 86_400_000);
  await tenant.asSystem((scope) =>
    scope.tx.updateTable('users').set({ invited_at: scope.now, link_expires_at: tomorrow }).where('id', '=', id).execute(),
  );
  await act('admin', 'deactivate', { userIds: [id] });
  await act('admin', 'restore', { userIds: [id] });
  const { items } = await tenant.as('admin', (scope) =>
    listUsers(scope, { filter: { blocked: false, status: ['expired'] }, sort: 'name', limit: 10 }),
  );
  expect(items.map((user) => user.id)).toEqual([id]);
});

describe('rights', () => {
  test('nobody gives what he lacks', async () => {
    await expect(act('user_manager', 'changeRole', { userIds: people }, { role: 'admin' })).rejects.toThrow('forbidden');
    await expect(act('admin', 'changeRole', { userIds: people }, { role: 'owner' })).rejects.toThrow('forbidden');
    expect(await act('owner', 'changeRole', { userIds: people }, { role: 'admin' })).toMatchObject({ done: 3 });
  });

  test('the last owner stays, and nobody deactivates himself', async () => {
    const second = await newRole('owner');
    const both = await act('owner', 'deactivate', { userIds: [tenant.owner, second] });
    expect(both).toMatchObject({ done: 1, skipped: 1, reasons: [{ reason: 'self', people: 1 }] });
    const third = await newRole('owner');
    const asThird = await act('owner', 'changeRole', { userIds: [third] }, { role: 'member' });
    expect(asThird.done).toBe(1);
  });

  test('who lost the right meanwhile does nothing any more', async () => {
    const id = newId();
    await tenant.as('admin', (scope) =>
      startAct(scope, known, { id, act: 'deactivate', params: {}, selection: { userIds: people }, dryRun: false }),
    );
    const admin = await tenant.actor('admin');
    if (admin.kind !== 'user') throw new Error('an admin is a user');
    await act('owner', 'changeRole', { userIds: [admin.userId] }, { role: 'member' });
    await carryOutAct(given.app, known, tenant.id, id);
    expect((await person(people[0]!))?.deactivated_at).toBeNull();
    await act('owner', 'changeRole', { userIds: [admin.userId] }, { role: 'admin' });
    expect(await tenant.as('admin', (scope) => showAct(scope, known, id))).toMatchObject({ state: 'failed', done: 0 });
  });

  test('who may act still, but lost what they wanted to give, does not leave it running for ever', async () => {
    const id = newId();
    const asked = { id, act: 'changeRole', params: { role: 'owner' }, selection: { userIds: people }, dryRun: false };
    await tenant.as('owner', (scope) => startAct(scope, known, asked));
    const setRole = (role: Role) =>
      tenant.asSystem(({ tx }) => tx.updateTable('users').set({ role }).where('id', '=', tenant.owner).execute());
    await setRole('admin');
    await carryOutAct(given.app, known, tenant.id, id);
    await setRole('owner');
    expect(await tenant.as('owner', (scope) => showAct(scope, known, id))).toMatchObject({ state: 'failed', done: 0 });
    expect((await person(people[0]!))?.role).toBe('member');
  });
});

test('a filter that matches another number by now is refused, and everybody of it is reached otherwise', async () => {
  const filter = { q: 'three' };
  await expect(act('admin', 'deactivate', { filter, expected: 999 })).rejects.toThrow('users.selectionChanged');
  const rows = await tenant.asSystem((scope) =>
    scope.tx.selectFrom('users').select('id').where('last_name', '=', 'Three').where('deactivated_at', 'is', null).execute(),
  );
  expect(await act('admin', 'deactivate', { filter, expected: rows.length })).toMatchObject({ done: rows.length, skipped: 0 });
});
