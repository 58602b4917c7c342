import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { identityOf } from '../../src/platform/living-process.ts';
import { compileServer, endAll, removeCompiled, runWelkom } from './run-welkom.ts';

let dataDir: string;
beforeAll(async () => {
  compileServer();
  dataDir = await mkdtemp(join(tmpdir(), 'welkom-process-'));
});
afterEach(endAll);
afterAll(async () => {
  removeCompiled();
  await rm(dataDir, { recursive: true, force: true });
});

const serve = () => runWelkom(['serve'], { WELKOM_DATA_DIR: dataDir });
const address = async (run: ReturnType<typeof serve>) => (await run.says(/running at (http:\S+)/))[1]!;
const databasePid = () => JSON.parse(readFileSync(join(dataDir, 'run', 'database.json'), 'utf8')).pid as number;

describe('the program', () => {
  it('starts on an empty folder, says where; a second one says the same and ends; told to end, it leaves nothing running', async () => {
    const first = serve();
    const url = await address(first);
    expect((await first.says(/environment at (\S+)/))[1]).toMatch(`${url}/setup#`);
    expect((await fetch(`${url}/readyz`)).status).toBe(200);

    const second = serve();
    expect(await address(second)).toBe(url);
    expect(await second.ended).toEqual({ code: 0, signal: null });

    const database = databasePid();
    first.child.kill('SIGTERM');
    expect(await first.ended).toEqual({ code: 0, signal: null });
    expect(first.err()).toBe('');
    expect(identityOf(database)).toBeNull();
    expect(existsSync(join(dataDir, 'run', 'serve.json'))).toBe(false);
  });

  it('starts again after it was killed, on the database that was left running', async () => {
    const first = serve();
    const url = await address(first);
    const database = databasePid();
    first.child.kill('SIGKILL');
    await first.ended;
    const second = serve();
    expect(await address(second)).not.toBe(url);
    expect(databasePid()).toBe(database);
    second.child.kill('SIGINT');
    expect(await second.ended).toEqual({ code: 0, signal: null });
    expect(identityOf(database)).toBeNull();
  });
});

describe('the command line for people', () => {
  const run = async (...args: string[]) => {
    const ran = runWelkom(args, { WELKOM_DATA_DIR: dataDir });
    const { code } = await ran.ended;
    return { code, out: ran.out(), err: ran.err() };
  };

  it('answers in sentences, or in JSON and nothing else; a refusal is one sentence and ends with 1', async () => {
    expect((await run('tenant', 'create', 'Zorggroep')).code).toBe(0);
    const made = await run('user', 'create', 'noor@zorg.example', '--first-name', 'Noor', '--last-name', 'Willems', '--silent');
    expect(made.out).toBe('✓ noor@zorg.example is in, without a mail: nobody can log in with it before it is welcomed.\n');
    const listed = await run('user', 'list', 'wil', '--status', 'not_invited', '--json');
    expect(JSON.parse(listed.out)).toMatchObject([{ name: 'Noor Willems', email: 'noor@zorg.example' }]);
    expect(await run('user', 'log-out', 'noor@zorg.example')).toEqual({
      code: 1,
      out: '',
      err: '✗ Noor Willems is not in yet. Nothing was done.\n',
    });
    expect((await run('user', 'show', 'nobody', '--environment', 'Elsewhere')).err).toBe(
      '✗ There is no environment named "Elsewhere"; there is "Zorggroep".\n',
    );
  });
});

describe('what the operator got wrong', () => {
  const refused = async (env: Record<string, string>) => {
    const run = runWelkom(['serve'], { WELKOM_DATA_DIR: dataDir, ...env });
    expect((await run.ended).code).toBe(1);
    expect(run.out()).toBe('');
    return run.err();
  };

  it.each([
    ['DATABASE_URL', 'mysql://somewhere/else', /^✗ DATABASE_URL is not a usable address; .+\n$/],
    [
      'DATABASE_URL',
      'postgres://me:secret@127.0.0.1:1/welkom',
      /^✗ DATABASE_URL cannot be used: nothing answers at 127\.0\.0\.1:1; .+\n$/,
    ],
    ['SMTP_URL', 'smtp://me@mail.example.org', /^✗ SMTP_URL has half a login: .+\n$/],
    ['PORT', 'http', /^✗ PORT is "http"; .+\n$/],
  ])('is said in one sentence: %s=%s', async (name, value, sentence) => {
    const words = await refused({ [name]: value });
    expect(words).toMatch(sentence);
    expect(words).not.toContain('secret');
  });

  it('is said all at once', async () => {
    expect((await refused({ PORT: 'x', SMTP_URL: 'y', LOG_LEVEL: 'z' })).trim().split('\n')).toHaveLength(3);
  });

  it('is a port that another program has, and the database is stopped again', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const { port } = other.address() as { port: number };
    expect(await refused({ PORT: String(port) })).toBe(`✗ Port ${port} is taken by another program: set PORT to a free one.\n`);
    other.close();
    expect(existsSync(join(dataDir, 'run', 'database.json'))).toBe(false);
  });
});
