import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createGroup } from '../../../src/features/groups/index.ts';
import { openBatch } from '../../../src/features/mail/index.ts';
import { hashPassword } from '../../../src/features/sessions/index.ts';
import { planWaveJob } from '../../../src/features/welcome/plan-wave.ts';
import { findWave, insertWave } from '../../../src/features/welcome/wave-store.ts';
import type { UserId } from '../../../src/kernel/ids.ts';
import { newId } from '../../../src/kernel/ids.ts';
import { useTestApp } from '../../harness/app.ts';
import { runJobs } from '../../harness/jobs.ts';
import { type TableState, watchTables } from '../../harness/table-state.ts';
import { CALLS } from './calls.ts';
import { RELATIONS } from './rows.ts';
import { ENDPOINTS, makeCall, routeOf, rowOf } from './run-matrix.ts';
import { HOST_A, makePeople, makeWorld, PASSWORD, type Principal, type World } from './world.ts';

const given = useTestApp();
let world: World;
let state: TableState;
/** A user manager who looks after one group: of all people one member is in it. */
let limited: Principal;
let outside: { id: string; email: string }[];

beforeAll(async () => {
  world = await makeWorld(given.app);
  const person = await makePeople(given.app, world.a.tenant, HOST_A, await hashPassword(PASSWORD)).person('user_manager');
  limited = { ...person, name: 'userManager' };
  await given.app.db.acrossTenants((tx) =>
    sql`update users set reach = ${[world.a.otherGroup]}::uuid[] where id = ${limited.userId}::uuid`.execute(tx),
  );
  const within = [limited.userId, world.a.peer];
  state = await watchTables(given.app.db.url);
  const { rows } = await state.client.query('select id::text, email from users where not id = any($1::uuid[])', [within]);
  outside = rows;
  await state.settle();
}, 300_000);
afterAll(() => state?.end());

const call = (method: string, path: string, json?: unknown) =>
  world.call(limited, method, `/api/v1${path}`, json === undefined ? {} : { json });

/** Everything there is of the people outside: their rows, and whatever is kept about them. */
async function outsiders(): Promise<string> {
  const ids = outside.map(({ id }) => id);
  const of = (table: string, column: string) =>
    `select '${table}' as t, to_jsonb(x) - 'last_seen_at' as row from ${table} x where ${column} = any($1::uuid[])`;
  const parts = [
    of('users', 'id'),
    of('sessions', 'user_id'),
    of('activations', 'user_id'),
    of('mails', 'user_id'),
    of('group_members', 'user_id'),
  ];
  const { rows } = await state.client.query(
    `select md5(string_agg(t || row::text, '' order by t, row::text)) as h from (${parts.join(' union all ')}) all_rows`,
    [ids],
  );
  return rows[0].h;
}

test('of nobody outside the groups is anything shown, changed or done, whatever is called', async () => {
  const before = await outsiders();
  const wrong: string[] = [];
  let succeeded = 0;
  const versions = new Map<string, number>();
  for (const name of Object.keys(CALLS)) {
    for (const relation of RELATIONS[rowOf(name).about]) {
      const heard = await makeCall(world, versions, name, relation, limited);
      if (heard.status < 300) succeeded += 1;
      if (heard.status >= 500) wrong.push(`${name} ${relation}: ${heard.status} ${heard.text}`);
      const shown = outside.filter(({ email }) => heard.text.includes(email));
      // The public half of a call that names somebody repeats what it was given.
      if (shown.length && ENDPOINTS.get(routeOf(name))?.access !== 'public')
        wrong.push(`${name} ${relation}: shows ${shown.length}`);
      await runJobs(given.app);
      const touched = ENDPOINTS.get(routeOf(name))?.access !== 'public' && (await outsiders()) !== before;
      if (touched) wrong.push(`${name} ${relation}: touched somebody outside`);
      await state.restore(await state.changed());
    }
  }
  expect(wrong).toEqual([]);
  expect(succeeded).toBeGreaterThan(30);
}, 300_000);

test('lists, counts and searches hold whom the manager looks after, and himself', async () => {
  const ids = async (path: string) => {
    const { json } = await call('GET', path);
    return (json as { items: { id: string }[] }).items.map(({ id }) => id).sort();
  };
  const mine = [limited.userId, world.a.peer].sort();
  expect(await ids('/users')).toEqual(mine);
  expect(await ids('/users?blocked=true')).toEqual(mine);
  expect(await ids('/users?q=robin')).toEqual(mine);
  expect((await call('GET', '/users/count')).json).toEqual({ count: 2, capped: false });
  expect((await call('GET', '/users/count?q=robin')).json).toEqual({ count: 2, capped: false });
  expect((await call('GET', '/users/stations')).json).toMatchObject({ added: 2, activated: 2, deactivated: 0 });
  const { json } = await call('GET', '/groups');
  expect((json as { items: { id: string; may: unknown }[] }).items).toMatchObject([
    { id: world.a.otherGroup, may: { edit: false, addMembers: true } },
  ]);
});

test('what is done to everybody is done to everybody within reach', async () => {
  const id = newId();
  const everybody = { filter: {}, expected: 2 };
  expect((await call('POST', '/acts', { id, act: 'logOut', selection: everybody })).status).toBe(202);
  const before = await outsiders();
  await runJobs(given.app);
  expect(await outsiders()).toBe(before);
  await state.restore(await state.changed());
});

test('a wave to everybody goes to nobody outside', async () => {
  const before = await outsiders();
  const id = newId();
  const wave = { audience: { filter: {} }, onlyNew: false };
  const preview = (await call('POST', '/welcome/waves/preview', wave)).json as { asked: number; queued: number };
  expect(preview.asked).toBe(2);
  await call('POST', '/welcome/waves', { id, ...wave, expected: { asked: preview.asked, queued: preview.queued } });
  await runJobs(given.app);
  expect(await outsiders()).toBe(before);
  await state.restore(await state.changed());
});

test('a wave that a job plans ends where its sender saw nobody any more', async () => {
  const id = newId<'wave'>();
  await world.a.tenant.asSystem(async (scope) => {
    await openBatch(scope, id);
    await insertWave(scope.tx, scope.tenant.id, {
      id,
      audience: { everyone: true },
      onlyNew: false,
      expiresAt: new Date(scope.now.getTime() + 86_400_000),
      expectedAsked: 2,
      expectedQueued: 0,
      startedBy: limited.userId as UserId,
      startedByName: 'Robin',
      createdAt: scope.now,
    });
  });
  const before = await outsiders();
  // Meanwhile the sender has lost the role, and with it the limit.
  await given.app.db.acrossTenants((tx) =>
    sql`update users set role = 'member', reach = null where id = ${limited.userId}::uuid`.execute(tx),
  );
  const job = { waveId: id, reach: [world.a.otherGroup] };
  await planWaveJob.handler(given.app, job, { tenantId: world.a.tenant.id, by: limited.userId as UserId });
  const planned = await world.a.tenant.asSystem((scope) => findWave(scope.tx, scope.tenant.id, id));
  expect(planned).toMatchObject({ asked: 1, queued: 0 });
  expect(await outsiders()).toBe(before);
  await state.restore(await state.changed());
});

test('somebody made by the manager is put in one of the groups, or not made', async () => {
  const form = (more: object) => ({
    key: newId(),
    firstName: 'Kim',
    lastName: 'Nieuw',
    email: `${newId()}@welkom.example`,
    ...more,
  });
  const strongEmail = outside.find(({ id }) => id === world.a.strong)!.email;
  const without = await call('POST', '/users', form({}));
  expect([without.status, (without.json as { code: string }).code]).toEqual([400, 'arrivals.outsideReach']);
  expect((await call('POST', '/users', form({ groupIds: [world.a.ownGroup] }))).status).toBe(400);
  const made = await call('POST', '/users', form({ groupIds: [world.a.otherGroup] }));
  expect(made.status).toBe(201);
  const id = (made.json as { user: { id: string } }).user.id;
  expect((await call('GET', `/users/${id}`)).status).toBe(200);
  const taken = await call('POST', '/users', form({ email: strongEmail, groupIds: [world.a.otherGroup] }));
  expect([taken.status, (taken.json as { code: string }).code]).toEqual([409, 'users.takenElsewhere']);
  expect((await call('POST', '/users/look-at-address', { email: strongEmail })).json).toMatchObject({
    taken: { id: null, name: null },
  });
  await state.restore(await state.changed());
});

test('the limit holds from the next request on, and ends with the role', async () => {
  const owner = world.principals.get('owner')!;
  const manager = world.principals.get('userManager')!;
  const give = async (params: object) => {
    const act = { id: newId(), act: 'changeRole', params, selection: { userIds: [manager.userId] } };
    expect((await world.call(owner, 'POST', '/api/v1/acts', { json: act })).status).toBe(202);
    await runJobs(given.app);
  };
  const sees = async () => (await world.call(manager, 'GET', `/api/v1/users/${world.a.stranger}`)).status;
  expect(await sees()).toBe(200);
  await give({ role: 'user_manager', within: [world.a.otherGroup] });
  expect(await sees()).toBe(404);
  expect((await world.call(manager, 'GET', '/api/v1/imports')).status).toBe(403);
  const shown = await world.call(owner, 'GET', `/api/v1/users/${manager.userId}`);
  expect((shown.json as { within: string[] }).within).toEqual([world.a.otherGroup]);
  await give({ role: 'admin' });
  expect(await sees()).toBe(200);
  await give({ role: 'user_manager' });
  expect(await sees()).toBe(200);
});

test.each(['nowhere', 'in another environment'])('nobody is limited to a group that exists %s', async (where) => {
  const owner = world.principals.get('owner')!;
  const elsewhere = await world.b.tenant.asSystem((scope) => createGroup(scope, { name: newId(), description: '' }));
  const within = [world.a.otherGroup, where === 'nowhere' ? newId() : elsewhere.group.id];
  const act = { id: newId(), act: 'changeRole', params: { role: 'user_manager', within }, dryRun: true };
  const json = { ...act, selection: { userIds: [world.a.peer] } };
  const heard = await world.call(owner, 'POST', '/api/v1/acts', { json });
  expect([heard.status, (heard.json as { code: string }).code]).toEqual([409, 'users.limitUnknown']);
});

test('a user manager touches nobody of his own strength', async () => {
  const manager = world.principals.get('userManager')!;
  const heard = await world.call(manager, 'PATCH', `/api/v1/users/${limited.userId}`, {
    json: { version: 1, department: 'Kitchen' },
  });
  expect([heard.status, (heard.json as { code: string }).code]).toEqual([403, 'users.stronger']);
  const id = limited.userId as UserId;
  expect(
    await world.a.tenant.asSystem(({ tx }) =>
      tx.selectFrom('users').select('department').where('id', '=', id).executeTakeFirst(),
    ),
  ).toEqual({ department: null });
});
