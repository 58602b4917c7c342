import { execFileSync, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, chown, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { CannotStart } from '../cannot-start.ts';

/** Who PostgreSQL runs as. Empty: as ourselves. PostgreSQL refuses root, so root lends it another account. */
export type Account = { uid: number; gid: number } | Record<never, never>;

export const ACCOUNT = 'welkom';
export const STATE = '/var/lib/welkom';

const isRoot = (): boolean => process.getuid?.() === 0;

function lookUp(name: string): { uid: number; gid: number } | null {
  const id = (flag: string) =>
    Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
  try {
    return { uid: id('-u'), gid: id('-g') };
  } catch {
    return null;
  }
}

/** The owner of a database that exists; else the account `welkom`, made when missing; else an account every system has. */
async function accountFor(database: string): Promise<Account> {
  if (!isRoot()) return {};
  const owner = await stat(database).catch(() => null);
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  const known = lookUp(ACCOUNT);
  if (known && known.uid !== 0) return known;
  spawnSync('useradd', [
    '--system',
    '--user-group',
    '--no-create-home',
    '--home-dir',
    STATE,
    '--shell',
    '/usr/sbin/nologin',
    ACCOUNT,
  ]);
  if (!lookUp(ACCOUNT)) spawnSync('adduser', ['-S', '-D', '-H', '-h', STATE, ACCOUNT]);
  const account = lookUp(ACCOUNT) ?? lookUp('postgres') ?? lookUp('nobody');
  if (account) return account;
  throw new CannotStart(
    'PostgreSQL does not run as root and no other account could be made: start Welkom as an ordinary user, or make an account named welkom.',
  );
}

/** Whether that account can walk into the folder: asked, not computed, so that ACLs and mounts count too. */
function canEnter(account: Account, folder: string): boolean {
  if (!('uid' in account)) return true;
  return spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], { ...account, cwd: '/', stdio: 'ignore' }).status === 0;
}

/**
 * Where the database lies: in the data folder, or, when the account of the database cannot go there (root's own home is
 * closed to others), under /var/lib/welkom, with a note in the data folder and a note back.
 */
export async function placeFor(dataDir: string, remembered: string | undefined): Promise<{ place: string; account: Account }> {
  const inside = join(dataDir, 'postgres');
  const place = remembered ?? inside;
  const account = await accountFor(place);
  if (!('uid' in account)) return { place, account };
  if (remembered) {
    await checkHome(remembered, dataDir);
    return { place, account };
  }
  if (!canEnter(account, dataDir)) {
    await chown(dataDir, (await stat(dataDir)).uid, account.gid);
    await chmod(dataDir, 0o710);
  }
  if (canEnter(account, dataDir)) return { place: inside, account };
  const outside = join(STATE, `database-${randomUUID()}`);
  await ownFolder(STATE);
  await mkdir(outside, { mode: 0o711 });
  await writeFile(join(outside, 'home'), dataDir);
  // The data folder was moved to where the account may not go: the database moves out of it, as it stands.
  if (existsSync(join(inside, 'PG_VERSION'))) execFileSync('mv', [inside, join(outside, 'postgres')]);
  return { place: join(outside, 'postgres'), account };
}

async function checkHome(place: string, dataDir: string): Promise<void> {
  const note = join(dirname(place), 'home');
  const home = await readFile(note, 'utf8').catch(() => null);
  if (home === null)
    throw new CannotStart(`The database of ${dataDir} should lie in ${place}, and is not there: bring it back from a backup.`);
  if (home === dataDir) return;
  if (existsSync(join(home, 'database.json')))
    throw new CannotStart(
      `${dataDir} is a copy of ${home}, whose database lies outside it, in ${place}: copy that folder too, or start with an empty data folder.`,
    );
  await writeFile(note, dataDir);
}

/** A folder that others may enter but only we may change: programs are started from it. */
export async function ownFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o755 });
  const { uid } = await stat(folder);
  if (process.getuid && uid !== process.getuid()) throw new CannotStart(`${folder} belongs to somebody else.`);
  await chmod(folder, 0o755);
}
