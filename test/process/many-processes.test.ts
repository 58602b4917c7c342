import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { onServer, withDatabase } from '../harness/global-setup.ts';
import { compileServer, endAll, type Run, removeCompiled, runWelkom } from './run-welkom.ts';

const database = `welkom_many_${process.pid}`;
const owner = { identifier: 'anna@voorbeeld.nl', password: 'vier losse woorden samen' };
let dataDir: string;
let serving: Run[];
let working: Run[];
let urls: string[];

beforeAll(async () => {
  compileServer();
  dataDir = await mkdtemp(join(tmpdir(), 'welkom-many-'));
  await onServer(inject('serverUrl'), `create database ${database}`);
  const env = {
    DATABASE_URL: withDatabase(inject('serverUrl'), database),
    WELKOM_SECRET_KEY: 'the same key for all of them, 32 letters',
    WELKOM_DATA_DIR: dataDir,
    WELKOM_ADMIN_EMAIL: owner.identifier,
    WELKOM_ADMIN_PASSWORD: owner.password,
    WELKOM_TENANT_NAME: 'Zorggroep Voorbeeld',
  };
  // All at the same instant: they race for the migrations and for the first environment.
  serving = [runWelkom(['serve', '--web-only'], env), runWelkom(['serve', '--web-only'], env)];
  working = [runWelkom(['work'], env), runWelkom(['work'], env)];
  urls = await Promise.all(serving.map(async (run) => (await run.says(/running at (http:\S+)/))[1]!));
  await Promise.all(working.map((run) => run.says(/Working for/)));
}, 240_000);

afterAll(async () => {
  await endAll();
  removeCompiled();
  await onServer(inject('serverUrl'), `drop database if exists ${database} with (force)`);
  await rm(dataDir, { recursive: true, force: true });
});

const call = (at: number, method: string, path: string, options: { body?: unknown; cookie?: string } = {}) =>
  fetch(`${urls[at]}/api/v1${path}`, {
    method,
    headers: {
      origin: urls[at]!,
      ...(options.body ? { 'content-type': 'application/json' } : {}),
      ...(options.cookie ? { cookie: options.cookie } : {}),
    },
    ...(options.body ? { body: JSON.stringify(options.body) } : {}),
  });

async function logIn(at: number): Promise<string> {
  const answer = await call(at, 'POST', '/session', { body: owner });
  expect(answer.status, await answer.clone().text()).toBe(200);
  return answer.headers.getSetCookie()[0]!.split(';')[0]!;
}

describe('two processes for requests and two for the work, on one database', () => {
  it('made one environment between them, and each knows who has logged in at the other', async () => {
    const cookie = await logIn(0);
    for (const at of [0, 1]) {
      const answer = await call(at, 'GET', '/session', { cookie });
      expect(await answer.json()).toMatchObject({ user: { email: owner.identifier }, tenant: { name: 'Zorggroep Voorbeeld' } });
    }
  });

  it('refuse at once what was ended at the other', async () => {
    const cookie = await logIn(0);
    const { user } = (await (await call(1, 'GET', '/session', { cookie })).json()) as { user: { id: string } };
    expect((await call(1, 'POST', `/users/${user.id}/log-out`, { cookie, body: {} })).status).toBe(200);
    expect((await call(0, 'GET', '/session', { cookie })).status).toBe(401);
  });

  it('send a mail once, whoever takes it', async () => {
    const cookie = await logIn(1);
    expect((await call(0, 'POST', '/password/help', { body: { identifier: owner.identifier } })).status).toBe(200);
    const mails = async () => ((await (await call(1, 'GET', '/mailbox', { cookie })).json()) as { items: unknown[] }).items;
    await vi.waitFor(async () => expect(await mails()).toHaveLength(1), { timeout: 20_000, interval: 200 });
  });

  it('end cleanly, each by itself', async () => {
    for (const run of [...serving, ...working]) {
      run.child.kill('SIGTERM');
      expect(await run.ended).toEqual({ code: 0, signal: null });
    }
  });
});
