import { readFileSync } from 'node:fs';

const parentOf = (pid) => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return null;
  }
};

/**
 * npm passes a SIGTERM on to the shell between us and it, and the shell dies without a word to us. So, when npm started
 * us and that shell or npm is gone, we end as if we had been told to.
 */
export function endWithNpm() {
  if (!process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  const above = parentOf(parent);
  const watch = setInterval(() => {
    if (process.ppid === parent && parentOf(parent) === above) return;
    clearInterval(watch);
    process.emit('SIGTERM', 'SIGTERM');
  }, 500);
  watch.unref();
}
