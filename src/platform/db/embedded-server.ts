import { execFile, spawn } from 'node:child_process';
import { readFileSync, readlinkSync } from 'node:fs';
import { chown, mkdir, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { totalmem } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { CannotStart } from '../cannot-start.ts';
import { identityOf } from '../living-process.ts';
import type { Account } from './embedded-place.ts';

export interface EmbeddedOptions {
  dataDir: string;
  port?: number;
  log?: (line: string) => void;
  /** For tests: fast, and lost at a power cut; stops by itself when this process dies. */
  throwaway?: boolean;
}

export interface Keep {
  password: string;
  place?: string;
}

export interface Running {
  pid: number;
  port: number;
  ready: boolean;
}

const TUNING = {
  max_connections: '100',
  work_mem: '8MB',
  maintenance_work_mem: '64MB',
  max_wal_size: '2GB',
  random_page_cost: '1.1',
  max_parallel_workers_per_gather: '1',
  jit: 'off',
  huge_pages: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_checkpoints: 'off',
  log_line_prefix: '%m [%p] ',
};
const MB = 1024 * 1024;
/** An eighth of the machine's memory, 128 MB to 1 GB: with a million people in it every page that a list reads stays at hand. */
const MEMORY = {
  shared_buffers: `${Math.round(Math.min(1024, Math.max(128, totalmem() / MB / 8)))}MB`,
  effective_cache_size: `${Math.round(Math.max(256, totalmem() / MB / 2))}MB`,
};
const THROWAWAY = {
  shared_buffers: '128MB',
  effective_cache_size: '512MB',
  fsync: 'off',
  full_page_writes: 'off',
  synchronous_commit: 'off',
  max_connections: '200',
};
const PATIENCE = 60_000;

export const urlOf = (keep: Keep, port: number, database: string) =>
  `postgres://welkom:${keep.password}@127.0.0.1:${port}/${database}`;

/** Made beside its final place and renamed when whole: an interrupted first start leaves nothing half-made. */
export async function initialise(native: string, place: string, account: Account, keep: Keep, throwaway: boolean): Promise<void> {
  const half = `${place}.new`;
  await rm(half, { recursive: true, force: true });
  await mkdir(half, { recursive: true, mode: 0o700 });
  const passwordFile = join(half, '..', `.${basename(place)}-password`);
  await writeFile(passwordFile, keep.password, { mode: 0o600 });
  if ('uid' in account) for (const path of [half, passwordFile]) await chown(path, account.uid, account.gid);
  const flags = [
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--auth=scram-sha-256',
  ];
  const settings = Object.entries(TUNING).map(([name, value]) => `--set=${name}=${value}`);
  try {
    await promisify(execFile)(
      join(native, 'bin', 'initdb'),
      [
        `--pgdata=${half}`,
        '--username=welkom',
        `--pwfile=${passwordFile}`,
        ...flags,
        ...settings,
        ...(throwaway ? ['--no-sync'] : []),
      ],
      { ...account, cwd: '/', env: environment() },
    );
  } catch (cause) {
    const reason = String((cause as { stderr?: string }).stderr || cause)
      .trim()
      .split('\n')
      .slice(-2)
      .join(' ');
    throw new CannotStart(`A new database could not be made in ${place}: ${reason}`, { cause });
  } finally {
    await rm(passwordFile, { force: true });
  }
  await rename(half, place);
}

const environment = (): NodeJS.ProcessEnv => ({ PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' });

/** Reads postmaster.pid; a note that no living server stands behind is removed. Waits for one that is starting or stopping. */
export async function findRunning(place: string, keep: Keep): Promise<Running | null> {
  const file = join(place, 'postmaster.pid');
  for (const end = Date.now() + PATIENCE; Date.now() < end; await pause(50)) {
    const note = readNote(file);
    if (!note) return null;
    if (!isServerOf(note.pid, place)) {
      await rm(file, { force: true });
      return null;
    }
    if (note.ready && (await answers(urlOf(keep, note.port, 'postgres')))) return note;
  }
  throw new CannotStart(
    `A database server runs on ${place} but does not answer: stop process ${readNote(file)?.pid} and start again.`,
  );
}

function readNote(file: string): Running | null {
  try {
    const lines = readFileSync(file, 'utf8').split('\n');
    return { pid: Number(lines[0]), port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' };
  } catch {
    return null;
  }
}

function isServerOf(pid: number, place: string): boolean {
  if (!(pid > 1) || identityOf(pid) === null) return false;
  if (process.platform !== 'linux') return true;
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === place;
  } catch {
    return false;
  }
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 3_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return true;
  } catch (error) {
    if ((error as { code?: string }).code !== '28P01') return false;
    throw new CannotStart(
      'The database refuses the password in database.json of the data folder: bring that file back from the backup that the database is from.',
      { cause: error },
    );
  } finally {
    await client.end().catch(() => undefined);
  }
}

export interface Launch {
  native: string;
  place: string;
  account: Account;
  keep: Keep;
  dataDir: string;
  options: EmbeddedOptions;
  log: (line: string) => void;
}

export async function launch({ native, place, account, keep, dataDir, options, log }: Launch): Promise<Running> {
  const logFile = join(dataDir, 'database.log');
  if (((await stat(logFile).catch(() => null))?.size ?? 0) > 4_000_000) await rename(logFile, `${logFile}.1`);
  let reason = '';
  for (let attempt = 0; attempt < 6; attempt++) {
    const port = (attempt === 0 && options.port) || (await freePort());
    const settings = {
      listen_addresses: '127.0.0.1',
      port: String(port),
      unix_socket_directories: '',
      ...(options.throwaway ? THROWAWAY : MEMORY),
    };
    const output = await open(logFile, 'a', 0o600);
    const from = (await output.stat()).size;
    const child = spawn(
      join(native, 'bin', 'postgres'),
      ['-D', place, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
      // Its own process group: Ctrl-C in a terminal must reach us alone, so that requests end before the database does.
      { ...account, cwd: '/', env: environment(), detached: true, stdio: ['ignore', output.fd, output.fd] },
    );
    let ended = false;
    child
      .once('exit', () => (ended = true))
      .once('error', (error) => {
        ended = true;
        reason = error.message;
      });
    child.unref();
    // The server has its own by now.
    await output.close();
    for (const end = Date.now() + PATIENCE; !ended && Date.now() < end; await pause(20)) {
      const note = readNote(join(place, 'postmaster.pid'));
      if (!note?.ready || note.pid !== child.pid) continue;
      const up = await answers(urlOf(keep, note.port, 'postgres')).catch(async (error) => {
        await shutDown(note.pid);
        throw error;
      });
      if (!up) continue;
      log(`database started on port ${port}`);
      return note;
    }
    child.kill('SIGKILL');
    reason ||= faultIn((await readFile(logFile, 'utf8')).slice(from));
    await pause(300 * (attempt + 1));
  }
  throw new CannotStart(`The database did not start: ${reason} (see ${logFile}).`);
}

function faultIn(log: string): string {
  const fault = log.split('\n').findLast((line) => /FATAL|PANIC|ERROR/.test(line)) ?? log.trim().split('\n').at(-1) ?? '';
  return fault.replace(/^.*?(FATAL|PANIC|ERROR):\s*/, '');
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

/** Ends the server when our end of a pipe closes, however this process dies. */
export function guardOf(pid: number): { kill(): void } | undefined {
  if (process.platform === 'win32') return undefined;
  const child = spawn('/bin/sh', ['-c', 'read _; kill -INT "$1"', 'sh', String(pid)], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  child.unref();
  (child.stdin as unknown as { unref(): void }).unref();
  return { kill: () => void child.kill('SIGKILL') };
}

export async function shutDown(pid: number): Promise<void> {
  const signal = (name: NodeJS.Signals) => {
    try {
      process.kill(pid, name);
    } catch {
      // gone already
    }
  };
  const identity = identityOf(pid);
  if (!identity) return;
  signal('SIGINT');
  for (const end = Date.now() + 8_000; identityOf(pid) === identity; await pause(20))
    if (Date.now() > end) return signal('SIGQUIT');
}
