import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { identityOf, isAlive } from '../platform/living-process.ts';

const noteIn = (dataDir: string): string => join(dataDir, 'run', 'serve.json');

/** The address of the server that runs on this data folder, or null. bin/steps/running.mjs reads the same note. */
export async function runningAddress(dataDir: string): Promise<string | null> {
  const text = await readFile(noteIn(dataDir), 'utf8').catch(() => null);
  if (!text) return null;
  try {
    const { process: identity, url } = JSON.parse(text) as { process: string; url: string };
    return isAlive(identity) && identity !== identityOf(process.pid) ? url : null;
  } catch {
    return null;
  }
}

/** Leaves the note; the answer takes it away again. */
export async function leaveRunNote(dataDir: string, url: string): Promise<() => Promise<void>> {
  const file = noteIn(dataDir);
  await mkdir(join(dataDir, 'run'), { recursive: true, mode: 0o700 });
  await writeFile(`${file}.new`, JSON.stringify({ process: identityOf(process.pid) ?? String(process.pid), url }), {
    mode: 0o600,
  });
  await rename(`${file}.new`, file);
  return () => rm(file, { force: true });
}
