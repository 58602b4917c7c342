import { randomUUID } from 'node:crypto';
import { constants, existsSync } from 'node:fs';
import { chmod, chown, copyFile, cp, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { CannotStart } from '../cannot-start.ts';

/** What PostgreSQL makes anew, or what would mislead a copy of it. */
const EMPTIED = new Set([
  'pg_wal',
  'pg_replslot',
  'pg_stat_tmp',
  'pg_subtrans',
  'pg_dynshmem',
  'pg_notify',
  'pg_serial',
  'pg_snapshots',
]);
const LEFT_OUT = /^(?:postmaster\.(?:pid|opts)|pgsql_tmp.*|pg_internal\.init.*|backup_label(?:\.old)?)$/;

/**
 * Copies a data folder with its embedded database into a new folder, consistently, while everything runs. The copy is a
 * data folder itself: starting on it replays what was written during the copying.
 * @throws CannotStart where the target is there already
 */
export async function backUp(from: { dataDir: string; url: string }, target: string): Promise<void> {
  if (existsSync(target)) throw new CannotStart(`${target} exists already: a backup goes into a new folder.`);
  const half = `${target}.${randomUUID().slice(0, 8)}.unfinished`;
  await mkdir(half, { recursive: true, mode: 0o700 });
  try {
    const { place = join(from.dataDir, 'postgres'), ...keep } = JSON.parse(
      await readFile(join(from.dataDir, 'database.json'), 'utf8'),
    );
    await copyDatabase(from.url, place, join(half, 'postgres'));
    await writeFile(join(half, 'database.json'), JSON.stringify(keep), { mode: 0o600 });
    for (const name of ['secret.key', 'installation.id', 'files']) {
      if (existsSync(join(from.dataDir, name)))
        await cp(join(from.dataDir, name), join(half, name), { recursive: true, preserveTimestamps: true });
    }
    await rename(half, target);
  } catch (error) {
    await rm(half, { recursive: true, force: true });
    throw error;
  }
}

/** PostgreSQL's own way for a file copy of a running server; the slot keeps what is written meanwhile. */
async function copyDatabase(url: string, place: string, copy: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, application_name: 'welkom backup' });
  client.on('error', () => undefined);
  await client.connect();
  const one = async <T>(sql: string, values: unknown[] = []) => (await client.query(sql, values)).rows[0] as T;
  try {
    await one('select pg_create_physical_replication_slot($1, true, true)', [`backup_${randomUUID().replaceAll('-', '')}`]);
    const { first } = await one<{ first: string }>(`select pg_walfile_name(pg_backup_start('welkom', true)) as first`);
    await copyTree(place, copy);
    const end = await one<{ label: string; last: string }>(
      'select labelfile as label, pg_walfile_name(lsn) as last from pg_backup_stop(wait_for_archive => false)',
    );
    await writeFile(join(copy, 'backup_label'), end.label, { mode: 0o600 });
    for (const name of await readdir(join(place, 'pg_wal'))) {
      if (/^[0-9A-F]{24}$/.test(name) && name >= first && name <= end.last)
        await copyAlike(join(place, 'pg_wal', name), join(copy, 'pg_wal', name));
    }
    const owner = await stat(place);
    await chown(join(copy, 'backup_label'), owner.uid, owner.gid);
  } finally {
    await client.end();
  }
}

async function copyTree(from: string, to: string): Promise<void> {
  const { uid, gid } = await stat(from);
  await mkdir(to, { mode: 0o700 });
  await chown(to, uid, gid);
  for (const entry of await readdir(from, { withFileTypes: true })) {
    if (LEFT_OUT.test(entry.name)) continue;
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (!entry.isDirectory()) await copyAlike(source, target).catch(unlessGone);
    else if (!EMPTIED.has(entry.name)) await copyTree(source, target).catch(unlessGone);
    else {
      await mkdir(target, { mode: 0o700 });
      await chown(target, uid, gid);
    }
  }
}

async function copyAlike(source: string, target: string): Promise<void> {
  const { uid, gid } = await stat(source);
  await copyFile(source, target, constants.COPYFILE_FICLONE);
  await chmod(target, 0o600);
  await chown(target, uid, gid);
}

/** Tables come and go while we copy; what is gone is gone in the log of changes too. */
function unlessGone(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error;
}
