import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { compileServer, endAll, removeCompiled, runWelkom } from './run-welkom.ts';

let dataDir: string;
beforeAll(async () => {
  compileServer();
  dataDir = await mkdtemp(join(tmpdir(), 'welkom-database-ends-'));
});
afterAll(async () => {
  await endAll();
  removeCompiled();
  await rm(dataDir, { recursive: true, force: true });
});

const databasePid = () => JSON.parse(readFileSync(join(dataDir, 'run', 'database.json'), 'utf8')).pid as number;

it('a database that is cut off under load, three times, comes back, and the process with it', async () => {
  const run = runWelkom(['serve'], { WELKOM_DATA_DIR: dataDir, LOG_LEVEL: 'fatal' });
  const url = (await run.says(/running at (http:\S+)/))[1]!;
  const status = (path: string) =>
    fetch(`${url}${path}`, { signal: AbortSignal.timeout(3_000) }).then(
      (answer) => answer.status,
      () => 0,
    );
  let busy = true;
  const load = Promise.all(
    Array.from({ length: 8 }, async () => {
      while (busy) await status('/api/v1/entry');
    }),
  );
  for (let round = 1; round <= 3; round++) {
    const before = databasePid();
    process.kill(before, 'SIGQUIT');
    await vi.waitFor(
      async () => {
        expect(databasePid()).not.toBe(before);
        expect(await Promise.all([status('/readyz'), status('/api/v1/entry')])).toEqual([200, 200]);
      },
      { timeout: 30_000, interval: 100 },
    );
  }
  busy = false;
  await load;
  run.child.kill('SIGTERM');
  expect(await run.ended, run.err()).toEqual({ code: 0, signal: null });
}, 150_000);
