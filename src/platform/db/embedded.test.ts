import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { identityOf } from '../living-process.ts';
import { type Embedded, startEmbedded } from './embedded.ts';

let dataDir: string;
const started: Embedded[] = [];
const start = async () => {
  const server = await startEmbedded({ dataDir, throwaway: true });
  started.push(server);
  return server;
};
const ask = async (url: string, sql: string) => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
};
const serverPid = async () => JSON.parse(await readFile(join(dataDir, 'run', 'database.json'), 'utf8')).pid as number;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'welkom-embedded-'));
});
afterEach(async () => {
  for (const server of started.splice(0)) await server.stop();
  await rm(dataDir, { recursive: true, force: true });
});

describe('the embedded database', () => {
  it('starts empty, speaks UTF-8, listens on the loopback only, and keeps what it was given', async () => {
    const first = await start();
    expect(first.owned).toBe(true);
    expect(await ask(first.url, 'show server_encoding')).toEqual([{ server_encoding: 'UTF8' }]);
    expect(await ask(first.url, "select lower('ÄÉŠ') as text")).toEqual([{ text: 'äéš' }]);
    expect(await ask(first.url, 'show listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }]);
    await ask(first.url, 'create table kept as select 1 as n');
    await first.stop();
    const second = await start();
    expect(await ask(second.url, 'select n from kept')).toEqual([{ n: 1 }]);
  });

  it('lets a second one attach, and stops with the last one out', async () => {
    const first = await start();
    const second = await start();
    expect([first.owned, second.owned, first.url]).toEqual([true, false, second.url]);
    const pid = await serverPid();
    await first.stop();
    expect(await ask(second.url, 'select 1 as n')).toEqual([{ n: 1 }]);
    await second.stop();
    expect(identityOf(pid)).toBeNull();
  });

  it('starts once when two start at the same instant', async () => {
    const [one, two] = await Promise.all([start(), start()]);
    expect([one.owned, two.owned].sort()).toEqual([false, true]);
    expect(one.url).toBe(two.url);
  });

  it('does not mind a note of a server that is gone, even when its number now belongs to somebody else', async () => {
    const first = await start();
    await first.stop();
    await writeFile(
      join(dataDir, 'postgres', 'postmaster.pid'),
      `${process.pid}\n${dataDir}/postgres\n0\n5432\n\n127.0.0.1\n\nready\n`,
    );
    await writeFile(join(dataDir, 'run', 'database.lock'), '999999:1');
    await writeFile(join(dataDir, 'run', 'database-users', '999999-1.x'), '999999:1');
    const second = await start();
    expect(second.owned).toBe(true);
    expect(await ask(second.url, 'select 1 as n')).toEqual([{ n: 1 }]);
  });

  it('starts again after the server itself was killed', async () => {
    const first = await start();
    await ask(first.url, 'create table kept as select 1 as n');
    await ask(first.url, 'checkpoint');
    process.kill(await serverPid(), 'SIGKILL');
    await first.stop();
    const second = await start();
    expect(await ask(second.url, 'select n from kept')).toEqual([{ n: 1 }]);
  });

  it('brings the server back at the same address when it ends by itself', async () => {
    const server = await start();
    await ask(server.url, 'create table kept as select 1 as n');
    await ask(server.url, 'checkpoint');
    const pid = await serverPid();
    process.kill(pid, 'SIGQUIT');
    await vi.waitFor(async () => expect(await ask(server.url, 'select n from kept')).toEqual([{ n: 1 }]), {
      timeout: 25_000,
      interval: 100,
    });
    await vi.waitFor(async () => expect(await serverPid()).not.toBe(pid), { timeout: 25_000, interval: 50 });
  });

  it('adopts a server whose keeper was killed', async () => {
    const script = `import { startEmbedded } from ${JSON.stringify(join(import.meta.dirname, 'embedded.ts'))};
      await startEmbedded({ dataDir: ${JSON.stringify(dataDir)} }); process.stdout.write('up'); setInterval(() => {}, 1000);`;
    const keeper = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await new Promise((resolve) => keeper.stdout.once('data', resolve));
    const pid = await serverPid();
    const gone = new Promise((resolve) => keeper.once('exit', resolve));
    keeper.kill('SIGKILL');
    await gone;
    const server = await start();
    expect(server.owned).toBe(true);
    expect(await serverPid()).toBe(pid);
    await server.stop();
    expect(identityOf(pid)).toBeNull();
  });

  it('says so when the password does not belong to the database', async () => {
    await (await start()).stop();
    await writeFile(join(dataDir, 'database.json'), JSON.stringify({ password: 'of another one' }));
    await expect(start()).rejects.toThrow('refuses the password in database.json');
    expect(existsSync(join(dataDir, 'postgres', 'postmaster.pid'))).toBe(false);
  });

  it('does not take a half-made database for a whole one', async () => {
    await writeFile(join(dataDir, 'postgres.new'), 'left by a killed first start');
    await start();
    expect(existsSync(join(dataDir, 'postgres.new'))).toBe(false);
  });

  it.runIf(process.getuid?.() === 0)(
    'lies elsewhere where its account may not go, is found again, and is not shared by a copy',
    async () => {
      // Closed to others, like root's own home.
      const closed = await mkdtemp(join(tmpdir(), 'welkom-closed-'));
      const open = (name: string) => startEmbedded({ dataDir: join(closed, name), throwaway: true });
      const first = await open('data');
      await ask(first.url, 'create table kept as select 1 as n');
      await first.stop();
      const { place } = JSON.parse(await readFile(join(closed, 'data', 'database.json'), 'utf8')) as { place: string };
      expect(place.startsWith(closed)).toBe(false);
      await cp(join(closed, 'data'), join(closed, 'copy'), { recursive: true });
      await expect(open('copy')).rejects.toThrow('is a copy of');
      await rename(join(closed, 'data'), join(closed, 'moved'));
      const again = await open('moved');
      expect(await ask(again.url, 'select n from kept')).toEqual([{ n: 1 }]);
      await again.stop();
      for (const folder of [closed, dirname(place)]) await rm(folder, { recursive: true });
    },
  );
});
