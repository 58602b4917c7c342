import { readFileSync } from 'node:fs';
import { mkdir, open, readdir, readFile, rename, rm, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** A process that can be told from a later one with the same number: `<pid>` or `<pid>:<start time>`. */
export function identityOf(pid: number): string | null {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return null;
  }
  if (process.platform !== 'linux') return String(pid);
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? null : `${pid}:${fields[19]}`;
  } catch {
    return null;
  }
}

export function isAlive(identity: string): boolean {
  const pid = Number(identity.split(':')[0]);
  return Number.isInteger(pid) && pid > 0 && identityOf(pid) === identity;
}

const self = (): string => identityOf(process.pid) ?? String(process.pid);

/** Runs `work` while no other living process holds the lock. A lock left by a killed process is taken over. */
export async function withLock<T>(file: string, work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      const handle = await open(file, 'wx', 0o600);
      await handle.writeFile(self());
      await handle.close();
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      const holder = await readFile(file, 'utf8').catch(() => '');
      if (holder !== '' && !isAlive(holder)) {
        const aside = `${file}.${process.pid}`;
        await rename(file, aside).catch(() => undefined);
        await rm(aside, { force: true });
      } else await pause(30);
    }
  }
  try {
    return await work();
  } finally {
    await rm(file, { force: true });
  }
}

/** Who uses a shared thing: one file per use, so that the last one out turns off the lights. */
export function register(folder: string): { join(): Promise<void>; leave(): Promise<{ othersRemain: boolean }> } {
  const mine = join(folder, `${self().replace(':', '-')}.${Math.random().toString(36).slice(2, 8)}`);
  return {
    async join() {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await writeFile(mine, self(), { mode: 0o600 });
    },
    async leave() {
      await rm(mine, { force: true });
      return { othersRemain: await anyoneIn(folder) };
    },
  };
}

export async function anyoneIn(folder: string): Promise<boolean> {
  let living = false;
  for (const name of await readdir(folder).catch(() => [] as string[])) {
    const file = join(folder, name);
    const identity = await readFile(file, 'utf8').catch(() => '');
    if (identity !== '' && isAlive(identity)) living = true;
    else await unlink(file).catch(() => undefined);
  }
  return living;
}
