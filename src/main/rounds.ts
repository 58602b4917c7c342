import { sealAuditLog } from '../features/audit/index.ts';
import { leaveOnEndDate } from '../features/leaving/index.ts';
import { listTenantIds } from '../features/tenants/index.ts';
import type { App } from '../platform/scope.ts';

const EVERY = 5 * 60_000;

/** What is done now and then for every environment. Any number of workers may: each round is safe to run twice at once. */
export function startRounds(app: App): { stop(): Promise<void> } {
  let stopping = false;
  let running: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    running = running.then(() => round()).catch((error: unknown) => app.log.warn({ err: error }, 'a round failed'));
  }, EVERY);
  async function round(): Promise<void> {
    for (const tenantId of await app.db.acrossTenants((tx) => listTenantIds(tx))) {
      if (stopping) return;
      // What goes wrong in one environment, or with one duty, holds up no other.
      for (const duty of [leaveOnEndDate, sealAuditLog])
        await duty(app, tenantId).catch((error: unknown) =>
          app.log.warn({ err: error, tenantId, duty: duty.name }, 'a round failed'),
        );
    }
  }
  return {
    async stop() {
      stopping = true;
      clearInterval(timer);
      await running;
    },
  };
}
