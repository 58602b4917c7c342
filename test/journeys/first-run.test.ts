import { afterEach, describe, expect, it } from 'vitest';
import { makeSetupCode } from '../../src/features/setup/index.ts';
import { setUp } from '../../src/main/first-run.ts';
import { makeTestApp, type TestApp } from '../harness/app.ts';
import { makeDoor } from '../harness/visitor.ts';

const apps: TestApp[] = [];
async function freshApp(env: Record<string, string> = {}) {
  const app = await makeTestApp({ PUBLIC_URL: '', ...env });
  apps.push(app);
  return { app, visitor: makeDoor(app).visitor() };
}
afterEach(async () => {
  for (const app of apps.splice(0)) await app.end();
});

const owner = {
  tenantName: 'Zorggroep Voorbeeld',
  locale: 'nl',
  publicUrl: 'https://welkom.zorggroep.example/',
  openTracking: true,
  sample: false,
  firstName: 'Anna',
  lastName: 'de Vries',
  email: 'anna@zorggroep.example',
  password: 'paraplu fietsbel oktopus',
};
const CODES = '/api/v1/setup/look';

describe('the first run', () => {
  it('makes an environment and its owner for whoever has the code, and then never again', async () => {
    const { app, visitor } = await freshApp();
    expect((await visitor.get('/api/v1/entry')).body).toMatchObject({ tenant: null, setupOpen: true });
    const code = (await makeSetupCode(app))!;
    expect((await visitor.post(CODES, { code: code.toLowerCase().replaceAll('-', ' ') })).body).toMatchObject({
      mailServer: null,
      publicUrlFixed: false,
    });
    const done = await visitor.post('/api/v1/setup', { ...owner, code });
    expect(done).toMatchObject({ status: 200, body: { next: 'https://welkom.zorggroep.example/login' } });
    expect(done.headers.getSetCookie().join()).toContain('__Host-welkom=');
    expect((await visitor.get('/api/v1/session')).body).toMatchObject({
      user: { role: 'owner', locale: 'nl' },
      tenant: { name: owner.tenantName, sealed: true },
    });
    expect((await visitor.get('/api/v1/settings')).body).toMatchObject({
      publicUrl: 'https://welkom.zorggroep.example',
      openTracking: true,
    });
    expect((await visitor.post('/api/v1/setup', { ...owner, code })).body.code).toBe('setup.closed');
    expect((await visitor.post(CODES, { code })).body.code).toBe('setup.closed');
    expect(await makeSetupCode(app)).toBeNull();
    expect((await visitor.get('/api/v1/entry')).body).toMatchObject({
      tenant: { name: owner.tenantName },
      setupOpen: false,
      locale: 'nl',
    });
    const events = (await visitor.get<{ items: { event: string }[] }>('/api/v1/audit')).body.items.map((item) => item.event);
    expect(events).toEqual(expect.arrayContaining(['tenant.created', 'user.created', 'user.activated']));
  });

  it('is made once when two do it at the same moment', async () => {
    const { app, visitor } = await freshApp();
    const code = (await makeSetupCode(app))!;
    const answers = await Promise.all(
      Array.from({ length: 5 }, (_, n) => visitor.post('/api/v1/setup', { ...owner, email: `a${n}@zorggroep.example`, code })),
    );
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1);
    expect(answers.filter((answer) => answer.body.code === 'setup.closed')).toHaveLength(4);
  });

  it('makes waits for wrong codes longer and longer, also for the right one', async () => {
    const { app, visitor } = await freshApp();
    const code = (await makeSetupCode(app))!;
    for (let n = 0; n < 5; n++) expect((await visitor.post(CODES, { code: '0000-0000-0000' })).body.code).toBe('setup.wrongCode');
    expect((await visitor.post(CODES, { code })).body).toMatchObject({ code: 'setup.slowDown', details: { seconds: 2 } });
    const another = (await makeSetupCode(app))!;
    expect((await visitor.post(CODES, { code })).body.code).toBe('setup.wrongCode');
    expect((await visitor.post(CODES, { code: another })).status).toBe(200);
  });

  it('refuses a code that has expired', async () => {
    const { app, visitor } = await freshApp();
    const code = (await makeSetupCode(app))!;
    await app.db.acrossTenants((tx) =>
      tx
        .updateTable('setup_codes')
        .set({ expires_at: new Date(Date.now() - 1000) })
        .execute(),
    );
    expect((await visitor.post(CODES, { code })).body.code).toBe('setup.codeExpired');
  });

  it.each([
    [{ email: 'no address' }, 'email.space'],
    [{ email: 'anna' }, 'email.noAt'],
    [{ password: 'short' }, 'password.tooShort'],
    [{ password: 'zorggroep2026' }, 'password.personal'],
    [{ publicUrl: 'ftp://x.example' }, 'setup.publicUrl'],
    [{ publicUrl: 'javascript:alert(1)' }, 'setup.publicUrl'],
    [{ tenantName: '  ' }, 'invalid'],
    [{ openTracking: null }, 'invalid'],
    [{ role: 'owner' }, 'invalid'],
  ])('with %j refuses, makes nothing, and the code still works', async (wrong, expected) => {
    const { app, visitor } = await freshApp();
    const code = (await makeSetupCode(app))!;
    expect((await visitor.post('/api/v1/setup', { ...owner, ...wrong, code })).body.code).toBe(expected);
    expect((await visitor.post('/api/v1/setup', { ...owner, code })).status).toBe(200);
  });

  it('brings sixty sample people in every state, made by the use cases', async () => {
    const { app, visitor } = await freshApp();
    const code = (await makeSetupCode(app))!;
    await visitor.post('/api/v1/setup', { ...owner, publicUrl: 'http://welkom.test', sample: true, code });
    const { items } = (await visitor.get<{ items: { status: string }[] }>('/api/v1/users?limit=100')).body;
    expect(items.length).toBeGreaterThan(50);
    expect(new Set(items.map((item) => item.status))).toEqual(
      new Set(['not_invited', 'invited', 'expired', 'bounced', 'active']),
    );
  });
});

describe('WELKOM_ADMIN_EMAIL, WELKOM_ADMIN_PASSWORD and WELKOM_TENANT_NAME', () => {
  const env = { WELKOM_ADMIN_EMAIL: owner.email, WELKOM_ADMIN_PASSWORD: owner.password, WELKOM_TENANT_NAME: owner.tenantName };

  it('do the first run without a page, once', async () => {
    const { app, visitor } = await freshApp(env);
    const secrets = { secretKey: null, firstOwnerPassword: owner.password };
    expect(await setUp(app, secrets)).toBeNull();
    expect(await setUp(app, secrets)).toBeNull();
    expect((await visitor.post('/api/v1/session', { identifier: owner.email, password: owner.password })).status).toBe(200);
    expect((await visitor.get('/api/v1/session')).body).toMatchObject({
      user: { role: 'owner' },
      tenant: { name: owner.tenantName },
    });
  });

  it('say in one sentence what is wrong with them', async () => {
    const { app } = await freshApp({ ...env, WELKOM_ADMIN_PASSWORD: 'short' });
    await expect(setUp(app, { secretKey: null, firstOwnerPassword: 'short' })).rejects.toThrow(
      'WELKOM_ADMIN_EMAIL, WELKOM_ADMIN_PASSWORD: The password needs at least 12 characters.',
    );
  });

  it('without them the start prints where to go', async () => {
    const { app } = await freshApp();
    const firstRun = await setUp(app, { secretKey: null, firstOwnerPassword: null });
    expect(firstRun!('http://127.0.0.1:3000')).toMatch(/^http:\/\/127\.0\.0\.1:3000\/setup#[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/);
  });
});
