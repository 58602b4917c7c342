import { setTimeout as pause } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Role } from '../../src/contract/permissions.ts';
import { linksFor, prepareActivations } from '../../src/features/activation/index.ts';
import { makeIdentify } from '../../src/features/sessions/index.ts';
import { bringIn, createUser, deactivateUsers, findUser, restoreUsers } from '../../src/features/users/index.ts';
import { newId, type UserId } from '../../src/kernel/ids.ts';
import { makeHttp } from '../../src/main/http.ts';
import { makeTestTenant, type TestTenant, useTestApp } from '../harness/app.ts';
import { makeDoor, type Visitor } from '../harness/visitor.ts';

const PASSWORD = 'paraplu fietsbel oktopus';
const test = useTestApp({ WELKOM_TRUSTED_PROXIES: '127.0.0.1', LOG_LEVEL: 'error' });
let tenant: TestTenant;
let door: ReturnType<typeof makeDoor>;

beforeAll(async () => {
  tenant = await makeTestTenant(test.app);
  door = makeDoor(test.app);
});

interface Person {
  id: UserId;
  email: string;
  device: Visitor;
}
async function active(role: Role = 'member', userName: string | null = null): Promise<Person> {
  const email = `p-${newId()}@zorggroep.example`;
  const id = await tenant.asSystem((scope) =>
    createUser(scope, { firstName: 'Piet', lastName: 'Post', email, userName, role, source: 'form' }),
  );
  const url = await tenant.asSystem(async (scope) => {
    const [made] = await prepareActivations(scope, [id], { expiresAt: new Date(scope.now.getTime() + 86_400_000) });
    return (await linksFor(test.app, scope, [made!.activationId])).get(made!.activationId)!.url;
  });
  const [, linkId, secret] = /activate\/(.+)#(.+)/.exec(url) ?? [];
  const device = door.visitor();
  expect((await device.post('/api/v1/activation', { id: linkId, secret, password: PASSWORD })).status).toBe(200);
  return { id, email, device };
}
const logIn = (identifier: string, password = PASSWORD, visitor = door.visitor()) =>
  visitor.post('/api/v1/session', { identifier, password });
const isIn = async (visitor: Visitor) => (await visitor.get('/api/v1/session')).status === 200;
const row = (id: UserId) => tenant.asSystem((scope) => findUser(scope.tx, id));
const deactivate = async (id: UserId) =>
  tenant.asSystem(async (scope) => deactivateUsers(scope, [(await findUser(scope.tx, id))!], null));
const restore = async (id: UserId) => tenant.asSystem(async (scope) => restoreUsers(scope, [(await findUser(scope.tx, id))!]));
const network = () => `198.51.${Math.floor(Math.random() * 250)}.${Math.floor(Math.random() * 250)}`;
async function later<T>(seconds: number, work: () => Promise<T>): Promise<T> {
  test.app.clock.shift += seconds * 1000;
  try {
    return await work();
  } finally {
    test.app.clock.shift -= seconds * 1000;
  }
}

describe('logging in', () => {
  it('takes the e-mail address in any case, or the user name', async () => {
    const name = `piet-${newId().slice(-6)}`;
    const { email } = await active('member', name);
    for (const identifier of [email, ` ${email.toUpperCase()} `, name, name.toUpperCase()])
      expect((await logIn(identifier)).status).toBe(200);
  });

  it('answers the same for a wrong password, nobody, somebody deactivated, not activated, or without a password', async () => {
    const known = await active();
    const gone = await active();
    await deactivate(gone.id);
    const invited = `i-${newId()}@zorggroep.example`;
    await tenant.asSystem((scope) => createUser(scope, { firstName: 'I', lastName: 'J', email: invited, source: 'form' }));
    const answers = [
      await logIn(known.email, 'not the right one', door.visitor(network())),
      await logIn(`x-${newId()}@zorggroep.example`, PASSWORD, door.visitor(network())),
      await logIn('no address at all', PASSWORD, door.visitor(network())),
      await logIn(gone.email, PASSWORD, door.visitor(network())),
      await logIn(invited, PASSWORD, door.visitor(network())),
    ];
    expect(new Set(answers.map((answer) => `${answer.status} ${answer.text} ${JSON.stringify([...answer.headers])}`)).size).toBe(
      1,
    );
    expect(answers[0]).toMatchObject({ status: 401, body: { code: 'session.wrong' } });
  });

  it('slows guessing at one account down, whoever exists, from however many networks', async () => {
    for (const identifier of [(await active()).email, `nobody-${newId()}@zorggroep.example`]) {
      const tries = [];
      for (let n = 0; n < 8; n++) tries.push(await logIn(identifier, `guess number ${n}`, door.visitor(network())));
      expect(tries.map((answer) => answer.body.code)).toEqual([
        ...Array(5).fill('session.wrong'),
        ...Array(3).fill('session.slowDown'),
      ]);
      expect(tries[5]).toMatchObject({ status: 429, body: { details: { seconds: 2 } } });
      expect(tries[5]!.headers.get('retry-after')).toBe('2');
      await later(3, async () => {
        expect((await logIn(identifier, 'another guess')).body.code).toBe('session.wrong');
        expect((await logIn(identifier, 'another guess')).body.details).toEqual({ seconds: 4 });
      });
    }
  });

  it('counts tries that come all at once', async () => {
    const { email } = await active();
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, n) => logIn(email, `guess number ${n}`, door.visitor(network()))),
    );
    const checked = answers.filter((answer) => answer.body.code === 'session.wrong').length;
    expect(checked).toBeGreaterThanOrEqual(5);
    // Waits are real seconds here: a slow machine may see the first of them end.
    expect(checked).toBeLessThanOrEqual(7);
    expect(answers.filter((answer) => answer.body.code === 'session.slowDown')).toHaveLength(30 - checked);
  });

  it('lets the real person in from a known device while somebody attacks the account', async () => {
    const { email, device } = await active();
    for (let n = 0; n < 7; n++) await logIn(email, `guess number ${n}`, door.visitor(network()));
    expect((await logIn(email, PASSWORD, door.visitor(network()))).body.code).toBe('session.slowDown');
    await device.delete('/api/v1/session');
    expect((await logIn(email, PASSWORD, device)).status).toBe(200);
  });

  it('forgets counters that nobody added to for two days', async () => {
    const old = new Date(Date.now() - 3 * 86_400_000);
    const key = `login:account:${newId()}`;
    await tenant.asSystem((scope) =>
      scope.tx.insertInto('rate_limits').values({ tenant_id: tenant.id, key, tries: 9, since: old, last_at: old }).execute(),
    );
    await logIn((await active()).email);
    const left = await tenant.asSystem((scope) =>
      scope.tx.selectFrom('rate_limits').select('key').where('key', '=', key).execute(),
    );
    expect(left).toEqual([]);
  });

  it('lets an office behind one address mistype a lot, and brakes it only far beyond', async () => {
    const office = network();
    await tenant.asSystem((scope) =>
      scope.tx
        .insertInto('rate_limits')
        .values({ tenant_id: tenant.id, key: `login:network:${office}`, tries: 120, since: scope.now, last_at: scope.now })
        .execute(),
    );
    const { email } = await active();
    expect((await logIn(email, 'a wrong one, sorry', door.visitor(office))).body.code).toBe('session.wrong');
    expect((await logIn(email, PASSWORD, door.visitor(office))).body.code).toBe('session.slowDown');
    expect((await logIn(email, PASSWORD, door.visitor(network()))).status).toBe(200);
  });

  it.each([
    [{ identifier: ['a'], password: 'x' }],
    [{ identifier: 'a', password: { $ne: 1 } }],
    [{ identifier: 'a' }],
    [{ identifier: 'a', password: 'b', role: 'owner' }],
  ])('refuses %j', async (body) => {
    expect((await door.visitor().post('/api/v1/session', body)).body.code).toBe('invalid');
  });
});

describe('a session', () => {
  it('comes from our own pages only, by JSON only, and never beside a key', async () => {
    const { device } = await active();
    const post = (headers: Record<string, string>) => device.post('/api/v1/password/help', { identifier: 'x' }, headers);
    expect((await post({ origin: 'https://evil.example' })).body.code).toBe('wrongOrigin');
    expect((await post({ origin: 'null' })).body.code).toBe('wrongOrigin');
    expect((await post({ 'sec-fetch-site': 'cross-site' })).body.code).toBe('wrongOrigin');
    expect((await post({ 'content-type': 'text/plain' })).body.code).toBe('notJson');
    expect((await device.get('/api/v1/session', { authorization: 'Bearer wk_x' })).body.code).toBe('twoCredentials');
    expect((await post({})).status).toBe(200);
    expect(await isIn(device)).toBe(true);
  });

  it('is over when unused for too long, and at the latest after its longest life', async () => {
    const member = await active();
    const admin = await active('admin');
    await later(61 * 60, async () => {
      expect(await isIn(member.device)).toBe(true);
      expect(await isIn(admin.device)).toBe(false);
    });
    const other = await active('admin');
    for (let minutes = 50; minutes < 12 * 60; minutes += 50)
      await later(minutes * 60, async () => expect(await isIn(other.device)).toBe(true));
    await later(12 * 3600 + 1, async () => expect(await isIn(other.device)).toBe(false));
  });

  it('lives no longer than its person’s rights allow, also where they were given since', async () => {
    const { id, device } = await active();
    await tenant.asSystem(({ tx }) => tx.updateTable('users').set({ role: 'admin' }).where('id', '=', id).execute());
    const hours = Array.from({ length: 15 }, (_, at) => at * 0.9);
    const live: number[] = [];
    for (const hour of hours) await later(hour * 3600, async () => void ((await isIn(device)) && live.push(hour)));
    expect(live).toEqual(hours.filter((hour) => hour < 12));
  });

  it('ends at log out, also for whoever copied the cookie', async () => {
    const { device } = await active();
    const copy = door.visitor();
    for (const [name, value] of device.cookies) copy.cookies.set(name, value);
    expect(await isIn(copy)).toBe(true);
    expect((await device.delete('/api/v1/session')).status).toBe(200);
    expect(device.cookies.has('welkom')).toBe(false);
    expect(await isIn(copy)).toBe(false);
    expect((await device.delete('/api/v1/session')).status).toBe(200);
  });

  it('shows its devices, and ends one of them', async () => {
    const { email, device } = await active();
    const phone = door.visitor();
    await phone.post(
      '/api/v1/session',
      { identifier: email, password: PASSWORD },
      { 'user-agent': 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0) Version/18.0 Safari/604.1' },
    );
    const { devices } = (
      await device.get<{ devices: { id: string; name: string; current: boolean; origin: string }[] }>('/api/v1/session/devices')
    ).body;
    expect(devices).toHaveLength(2);
    const other = devices.find((one) => !one.current)!;
    expect(other).toMatchObject({ name: 'Safari · iPhone', origin: '203.0.113.0/24' });
    const stranger = await active();
    expect((await stranger.device.delete(`/api/v1/session/devices/${other.id}`)).body.code).toBe('session.notFound');
    expect((await device.delete(`/api/v1/session/devices/${other.id}`)).status).toBe(200);
    expect(await isIn(phone)).toBe(false);
    expect(await isIn(device)).toBe(true);
  });
});

describe('what ends access at the next request', () => {
  const key = async (maker: Person, scopes = ['users.read']) =>
    (
      await maker.device.post<{ secret: string; key: { id: string } }>('/api/v1/keys', {
        name: 'Integration',
        scopes,
        expiresInDays: null,
      })
    ).body;
  const asKey = (secret: string, path = '/api/v1/users') => door.visitor().get(path, { authorization: `Bearer ${secret}` });

  it.each(['deactivated', 'restored', 'logged out everywhere'])('%s: sessions, keys, and the devices they had', async (what) => {
    const boss = await active('owner');
    const admin = await active('admin');
    const { secret } = await key(admin);
    expect((await asKey(secret)).status).toBe(200);
    expect(await isIn(admin.device)).toBe(true);
    if (what === 'logged out everywhere') {
      const done = await boss.device.post(`/api/v1/users/${admin.id}/log-out`, undefined);
      expect(done).toMatchObject({ status: 200, body: { devices: 1 } });
    } else await deactivate(admin.id);
    if (what === 'restored') await restore(admin.id);
    expect(await isIn(admin.device)).toBe(false);
    expect((await asKey(secret)).body.code).toBe('unauthenticated');
    expect((await logIn(admin.email)).status).toBe(what === 'deactivated' ? 401 : 200);
    expect((await asKey(secret)).body.code).toBe('unauthenticated');
  });

  it('a download that is still being read ends with it, and not without', async () => {
    const create = Array.from({ length: 3000 }, (_, at) => ({ id: newId(), fields: { lastName: `Reader ${at}` } }));
    await tenant.asSystem((scope) => bringIn(scope, { importId: newId(), create, change: [] }));
    const http = makeHttp(test.app, makeIdentify(), { notReady: async () => null });
    const read = async (meanwhile: (who: Person) => Promise<unknown>) => {
      const who = await active('admin');
      const cookie = [...who.device.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
      const answer = await http.request('http://welkom.test/api/v1/users/export?q=reader', {
        headers: { host: 'welkom.test', cookie },
      });
      const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader();
      let text = (await reader.read()).value ?? '';
      await meanwhile(who);
      await pause(1100);
      for (let next = await reader.read(); !next.done; next = await reader.read()) text += next.value;
      return text.trim().split('\r\n').length;
    };
    expect(await read(async () => undefined)).toBe(3001);
    await expect(read(({ id }) => deactivate(id))).rejects.toThrow('unauthenticated');
  });

  it('a lost role is lost at once, for sessions and keys alike', async () => {
    const admin = await active('admin');
    const { secret } = await key(admin);
    await tenant.asSystem((scope) => scope.tx.updateTable('users').set({ role: 'member' }).where('id', '=', admin.id).execute());
    expect((await admin.device.get('/api/v1/users')).body.code).toBe('forbidden');
    expect((await asKey(secret)).body.code).toBe('forbidden');
  });

  it('nobody logs out somebody stronger', async () => {
    const boss = await active('owner');
    const manager = await active('user_manager');
    expect((await manager.device.post(`/api/v1/users/${boss.id}/log-out`, undefined)).body.code).toBe('users.stronger');
    expect((await manager.device.post(`/api/v1/users/${boss.id}/reset-password`, undefined)).body.code).toBe('users.stronger');
    expect(await isIn(boss.device)).toBe(true);
  });
});

describe('an API key', () => {
  const make = (maker: Person, scopes: string[], expiresInDays: number | null = null) =>
    maker.device.post<{ secret: string; key: { id: string; prefix: string } }>('/api/v1/keys', {
      name: 'Intranet',
      scopes,
      expiresInDays,
    });
  const asKey = (secret: string, path: string) => door.visitor().get(path, { authorization: `Bearer ${secret}` });

  it('is shown once, kept as a hash, and may what its scopes and its maker may', async () => {
    const admin = await active('admin');
    const { status, body } = await make(admin, ['users.read']);
    expect(status).toBe(201);
    expect(body.secret).toMatch(/^wk_[a-z2-7]{58}$/);
    const list = await admin.device.get('/api/v1/keys');
    expect(list.text).not.toContain(body.secret);
    expect(list.text).toContain(body.key.prefix);
    const stored = await tenant.asSystem((scope) => scope.tx.selectFrom('api_keys').selectAll().execute());
    expect(JSON.stringify(stored)).not.toContain(body.secret);
    expect((await asKey(body.secret, '/api/v1/users')).status).toBe(200);
    expect((await asKey(body.secret, '/api/v1/settings')).body.code).toBe('forbidden');
    expect((await asKey(body.secret, '/api/v1/keys')).body.code).toBe('forbidden');
  });

  it('never gets what its maker may not, and makes no keys itself', async () => {
    const admin = await active('admin');
    expect((await make(admin, ['mailbox.read'])).body).toMatchObject({ code: 'keys.tooMuch' });
    const { body } = await make(admin, ['keys.manage']);
    const answer = await door
      .visitor()
      .post(
        '/api/v1/keys',
        { name: 'More', scopes: ['users.read'], expiresInDays: null },
        { authorization: `Bearer ${body.secret}` },
      );
    expect(answer.body.code).toBe('forbidden');
    const member = await active('member');
    expect((await make(member, ['users.read'])).body).toMatchObject({ code: 'forbidden' });
  });

  it('ends when revoked and when its time is over; a mistyped one is none', async () => {
    const admin = await active('admin');
    const short = (await make(admin, ['users.read'], 1)).body;
    await later(86_401, async () => expect((await asKey(short.secret, '/api/v1/users')).body.code).toBe('unauthenticated'));
    expect((await asKey(`${short.secret.slice(0, -1)}x`, '/api/v1/users')).body.code).toBe('unauthenticated');
    expect((await admin.device.delete(`/api/v1/keys/${short.key.id}`)).status).toBe(200);
    expect((await asKey(short.secret, '/api/v1/users')).body.code).toBe('unauthenticated');
    expect((await admin.device.delete(`/api/v1/keys/${short.key.id}`)).body.code).toBe('keys.notFound');
  });

  it('works in its own environment only', async () => {
    const admin = await active('admin');
    const { secret } = (await make(admin, ['users.read'])).body;
    const other = await makeTestTenant(test.app, { name: 'Elsewhere' });
    const host = `${newId()}.test`;
    await test.app.db.acrossTenants(async (tx) => {
      await tx
        .insertInto('tenant_hosts')
        .values([
          { host, tenant_id: other.id },
          { host: 'welkom.test', tenant_id: tenant.id },
        ])
        .execute();
    });
    expect((await door.visitor().get('/api/v1/users', { authorization: `Bearer ${secret}`, host })).body.code).toBe(
      'unauthenticated',
    );
    expect((await admin.device.get('/api/v1/session', { host })).status).toBe(401);
    expect(await row(admin.id)).toBeDefined();
  });
});
