import { Logger, runOnce } from 'graphile-worker';
import type { TenantId, UserId } from '../../src/kernel/ids.ts';
import { allJobs } from '../../src/main/jobs.ts';
import { openPool } from '../../src/platform/db/open-pool.ts';
import type { App } from '../../src/platform/scope.ts';

/** Does every job that waits, and those that they bring, then returns. `ahead`: those of the next milliseconds too. */
export async function runJobs(app: App, ahead = 0): Promise<void> {
  // A pool of our own: the queue's own does not wait for its connections to end, and a test's database may be gone by then.
  const pgPool = openPool({ connectionString: app.db.url, max: 4 });
  if (ahead)
    await pgPool.query("update graphile_worker._private_jobs set run_at = run_at - $1 * interval '1 millisecond'", [ahead]);
  await runOnce({
    pgPool,
    noHandleSignals: true,
    logger: new Logger(() => () => undefined),
    taskList: Object.fromEntries(
      allJobs.map((job) => [
        job.name,
        async (parcel: unknown) => {
          const { tenantId, by, payload } = parcel as { tenantId: string; by: string | null; payload: unknown };
          await job.handler(app, job.payload.parse(payload), { tenantId: tenantId as TenantId, by: by as UserId | null });
        },
      ]),
    ),
  }).finally(() => pgPool.end());
}
