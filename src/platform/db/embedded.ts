import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { CannotStart } from '../cannot-start.ts';
import { anyoneIn, identityOf, register, withLock } from '../living-process.ts';
import { binariesFor } from './embedded-binaries.ts';
import { placeFor } from './embedded-place.ts';
import {
  type EmbeddedOptions,
  findRunning,
  guardOf,
  initialise,
  type Keep,
  launch,
  type Running,
  shutDown,
  urlOf,
} from './embedded-server.ts';

export interface Embedded {
  url: string;
  /** True when this call started the server or adopted one that nobody was using. */
  owned: boolean;
  /** Takes our hand off; the last one out stops the server. */
  stop(): Promise<void>;
}

/**
 * Starts the PostgreSQL that comes with the program, or attaches to the one already running on this data folder.
 * A server that a killed process left behind is adopted; what such a process left on disk never stops the next start.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const log = options.log ?? (() => undefined);
  await mkdir(options.dataDir, { recursive: true, mode: 0o700 }).catch((cause) => {
    throw new CannotStart(`The data folder ${options.dataDir} cannot be made or written: ${cause.message}.`, { cause });
  });
  const dataDir = await realpath(options.dataDir);
  const users = join(dataDir, 'run', 'database-users');
  await mkdir(users, { recursive: true, mode: 0o700 });
  const lock = join(dataDir, 'run', 'database.lock');
  const me = register(users);

  return withLock(lock, async () => {
    const keepFile = join(dataDir, 'database.json');
    const keep = await readKeep(keepFile);
    const { place, account } = await placeFor(dataDir, keep.place);
    const native = await binariesFor(account);
    // First the password and the place, then the database: a first start that is killed between goes on with both.
    if (!existsSync(keepFile) || (keep.place ?? join(dataDir, 'postgres')) !== place) {
      if (place !== join(dataDir, 'postgres')) keep.place = place;
      await writeFile(`${keepFile}.new`, JSON.stringify(keep), { mode: 0o600 });
      await rename(`${keepFile}.new`, keepFile);
    }
    if (!existsSync(join(place, 'PG_VERSION'))) {
      log('making a new database');
      await initialise(native, place, account, keep, options.throwaway === true);
    }
    const used = await anyoneIn(users);
    let running = await findRunning(place, keep);
    const owned = !(running && used);
    if (running) log(used ? 'database is running, attached' : 'adopted a database that was left running');
    running ??= await launch({ native, place, account, keep, dataDir, options, log });
    await me.join();
    await ensureDatabase(urlOf(keep, running.port, 'postgres'));
    const { port } = running;
    let server = running;
    let guard: ReturnType<typeof guardOf>;
    const stand = async (now: Running) => {
      server = now;
      guard = options.throwaway ? guardOf(server.pid) : undefined;
      const note = JSON.stringify({ pid: server.pid, port: server.port });
      await writeFile(join(dataDir, 'run', 'database.json'), note, { mode: 0o600 });
    };
    await stand(running);

    let stopped: Promise<void> | undefined;
    const relaunch = async () => {
      if (stopped || identityOf(server.pid) !== null) return;
      log('the database ended by itself; starting it again');
      await stand(
        (await findRunning(place, keep)) ??
          (await launch({ native, place, account, keep, dataDir, options: { ...options, port }, log })),
      );
      if (server.port !== port) log(`the database could not have port ${port} again: start Welkom anew`);
    };
    const watch = setInterval(() => {
      if (stopped || identityOf(server.pid) !== null) return;
      withLock(lock, relaunch).catch((error: Error) => log(error.message));
    }, 1_000);
    watch.unref();

    const stop = () =>
      withLock(lock, async () => {
        clearInterval(watch);
        const { othersRemain } = await me.leave();
        guard?.kill();
        if (othersRemain) return;
        await shutDown(server.pid);
        await rm(join(dataDir, 'run', 'database.json'), { force: true });
        log('database stopped');
      });
    return { url: urlOf(keep, port, 'welkom'), owned, stop: () => (stopped ??= stop()) };
  });
}

async function readKeep(file: string): Promise<Keep> {
  const text = await readFile(file, 'utf8').catch((error) => {
    if (error.code === 'ENOENT') return null;
    throw new CannotStart(`${file} cannot be read (${error.code}): start Welkom as the user who started it before.`, {
      cause: error,
    });
  });
  return text ? (JSON.parse(text) as Keep) : { password: randomBytes(24).toString('base64url') };
}

async function ensureDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const { rowCount } = await client.query("select 1 from pg_database where datname = 'welkom'");
    if (!rowCount) await client.query('create database welkom');
  } finally {
    await client.end();
  }
}
