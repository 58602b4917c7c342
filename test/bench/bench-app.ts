import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTenant } from '../../src/features/tenants/index.ts';
import type { TenantId } from '../../src/kernel/ids.ts';
import { makeApp, prepareDatabase } from '../../src/main/app.ts';
import { readConfig } from '../../src/platform/config.ts';
import { startEmbedded } from '../../src/platform/db/embedded.ts';
import { makeLog } from '../../src/platform/log.ts';
import { type App, inTenant, type Scope, systemActor } from '../../src/platform/scope.ts';

export interface Bench {
  app: App;
  tenantId: TenantId;
  inScope<T>(work: (scope: Scope) => Promise<T>): Promise<T>;
}

/** The real application on a durable database of its own (fsync on, as in earnest), gone afterwards. */
export async function withBench(work: (bench: Bench) => Promise<void>, env: Record<string, string> = {}): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'welkom-bench-'));
  const database = await startEmbedded({ dataDir });
  try {
    await prepareDatabase(database.url);
    const { config } = readConfig(
      { WELKOM_DATA_DIR: dataDir, LOG_LEVEL: 'silent', PUBLIC_URL: 'http://welkom.test', ...env },
      () => '',
    );
    const app = makeApp({
      config,
      secretKey: 'a key for benches only, 32 bytes',
      databaseUrl: database.url,
      log: makeLog('silent'),
    });
    const tenantId = await createTenant(app, { name: 'Bench', locale: 'en', openTracking: false });
    const inScope = <T>(inner: (scope: Scope) => Promise<T>) => inTenant(app, { tenantId, actor: systemActor('bench') }, inner);
    try {
      await work({ app, tenantId, inScope });
    } finally {
      await app.db.close();
    }
  } finally {
    await database.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** The value below which `share` of the measurements lie. */
export function percentile(measured: number[], share: number): number {
  const sorted = [...measured].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

/** Milliseconds that each run of `work` took. */
export async function timed(runs: number, work: (run: number) => Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  for (let run = 0; run < runs; run++) {
    const started = performance.now();
    await work(run);
    times.push(performance.now() - started);
  }
  return times;
}

export function row(name: string, ...figures: string[]): void {
  process.stdout.write(`${name.padEnd(46)}${figures.map((figure) => figure.padStart(14)).join('')}\n`);
}

export const ms = (time: number): string => `${time.toFixed(1)} ms`;
