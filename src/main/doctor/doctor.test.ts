import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeTestTenant, useTestApp } from '../../../test/harness/app.ts';
import { bindInstallation } from '../../features/tenants/index.ts';
import type { Finding } from './finding.ts';
import { lookAtDatabase } from './look-at-database.ts';
import { lookAtAddress, lookAtDataFolder, lookAtKey } from './look-at-machine.ts';
import { lookAtMail } from './look-at-mail.ts';

const test = useTestApp();
const about = (findings: Finding[], name: string) =>
  findings.filter((finding) => finding.about === name).map(({ level }) => level);

describe('the doctor at the database', () => {
  const look = (fingerprint: string | null = test.app.secrets.fingerprint) => lookAtDatabase(test.app.db.url, fingerprint);
  const ask = async (sql: string) => {
    const client = new pg.Client({ connectionString: test.app.db.url });
    await client.connect();
    await client.query(sql).finally(() => client.end());
  };

  it('finds nothing wrong where nothing is', async () => {
    await bindInstallation(test.app);
    await makeTestTenant(test.app);
    const findings = await look();
    expect(findings.filter(({ level }) => level !== 'good')).toEqual([]);
    expect(findings.map((finding) => finding.about)).toEqual([
      'Database',
      'Migrations',
      'Database role welkom_app',
      'Database role welkom_within',
      'Row security',
      'Key and database',
    ]);
  });

  it('notices another key', async () => {
    expect(about(await look('another'), 'Key and database')).toEqual(['bad']);
  });

  it('notices a table without row security, by name', async () => {
    await ask('alter table users no force row level security');
    const wall = (await look()).find((finding) => finding.about === 'Row security');
    await ask('alter table users force row level security');
    expect(wall).toMatchObject({ level: 'bad', sentence: expect.stringContaining('users') });
  });

  it('notices migrations that wait, that were changed, and that come from a newer version', async () => {
    await ask(`update schema_migrations set number = 9999 where number = (select max(number) from schema_migrations)`);
    expect(about(await look(), 'Migrations')).toEqual(['bad']);
    await ask(`delete from schema_migrations where number = 9999`);
    expect(about(await look(), 'Migrations')).toEqual(['notice']);
    await ask(`update schema_migrations set sha256 = 'other' where number = 1`);
    expect(about(await look(), 'Migrations')).toEqual(['bad']);
  });
});

describe('the doctor at the mail server', () => {
  let server: Server;
  let greeting = '';
  beforeAll(() => {
    server = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.write(greeting);
      socket.on('data', (line) => {
        const word = line.toString().slice(0, 4).toUpperCase();
        if (word === 'EHLO') socket.write('250-here\r\n250 AUTH PLAIN LOGIN\r\n');
        else socket.end(word === 'AUTH' ? '535 5.7.8 who are you\r\n' : '221 bye\r\n');
      });
    }).listen(0, '127.0.0.1');
    return new Promise((resolve) => server.once('listening', resolve));
  });
  afterAll(() => server.close());

  const last = async (url: string | null, mailFrom: string | null = 'us@example.org') =>
    (await lookAtMail({ smtpUrl: url, mailFrom, publicUrl: 'http://localhost' })).at(-1);
  const port = () => (server.address() as { port: number }).port;

  it('says where the way ends: name, port, login', async () => {
    expect(await last(null)).toMatchObject({ level: 'notice' });
    expect(await last('smtp://no-such-host.invalid')).toMatchObject({
      level: 'bad',
      sentence: 'There is no machine named no-such-host.invalid.',
    });
    expect(await last('smtp://127.0.0.1:1')).toMatchObject({
      level: 'bad',
      sentence: '127.0.0.1 does not answer on port 1 (refused).',
    });
    greeting = '220 hello\r\n';
    expect(await last(`smtp://me:wrong@127.0.0.1:${port()}`)).toMatchObject({
      level: 'bad',
      sentence: expect.stringContaining('refuses the login of me'),
    });
    expect(await last(`smtp://127.0.0.1:${port()}`)).toMatchObject({ level: 'good', sentence: 'from us@example.org' });
  });
});

describe('the doctor at the machine', () => {
  it('sees a data folder, a key and an address as they are', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'welkom-doctor-'));
    expect((await lookAtDataFolder(join(folder, 'new')))[0]).toMatchObject({ level: 'good' });
    await writeFile(join(folder, 'file'), '');
    expect((await lookAtDataFolder(join(folder, 'file', 'new')))[0]).toMatchObject({ level: 'bad' });
    expect(await lookAtKey(folder, false)).toMatchObject({ level: 'notice' });
    expect(await lookAtKey(folder, true)).toMatchObject({ level: 'good' });
    await rm(folder, { recursive: true });
    const address = (publicUrl: string, publicUrlIsSet = true) =>
      lookAtAddress({ ...test.app.config, publicUrl, publicUrlIsSet }).level;
    expect([
      address('https://people.example.org'),
      address('http://localhost:3000'),
      address('http://people.example.org'),
    ]).toEqual(['good', 'good', 'notice']);
    expect(address('http://127.0.0.1:3000', false)).toBe('notice');
  });
});
