import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { at } from './root.mjs';

/** The address of a Welkom that already runs on this data folder, or null. The same note as src/main/run-note.ts. */
export function runningAddress() {
  const dataDir = process.env.WELKOM_DATA_DIR || at('data');
  try {
    const { process: identity, url } = JSON.parse(readFileSync(join(dataDir, 'run', 'serve.json'), 'utf8'));
    const [pid, startTime] = identity.split(':');
    process.kill(Number(pid), 0);
    if (startTime !== undefined) {
      const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
      if (stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] !== startTime) return null;
    }
    return url;
  } catch {
    return null;
  }
}
