import { Logger, runOnce } from 'graphile-worker';
import type { TenantId, UserId } from '../../src/kernel/ids.ts';
import { allJobs } from '../../src/main/jobs.ts';
import type { App } from '../../src/platform/scope.ts';

/** Does every job that waits, and those that they bring, then returns. */
export async function runJobs(app: App): Promise<void> {
  await runOnce({
    connectionString: app.db.url,
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
  });
}
