import { sealAuditLog } from '../features/audit/index.ts';
import { eraseOldImports } from '../features/imports/index.ts';
import { leaveOnEndDate } from '../features/leaving/index.ts';
import { makeRememberSeen } from '../features/sessions/index.ts';
import { listTenantIds } from '../features/tenants/index.ts';
import type { TenantId } from '../kernel/ids.ts';
import type { App } from '../platform/scope.ts';
import { dropGivenUpJobs } from './given-up-store.ts';

const OFTEN = 15_000;
const SELDOM = 5 * 60_000;

/** What is done now and then for an environment. Safe to run twice at once. */
export type Duty = (app: App, tenantId: TenantId) => Promise<unknown>;

const sweepFiles: Duty = (app) => app.files.sweep();
const clearQueue: Duty = (app) => app.db.acrossTenants(dropGivenUpJobs);
const DUTIES: Duty[] = [leaveOnEndDate, eraseOldImports, sealAuditLog, sweepFiles, clearQueue];

/** What is done now and then for every environment. Any number of workers may. */
export function startRounds(app: App): { stop(): Promise<void> } {
  const rounds = [repeat(app, DUTIES, SELDOM), repeat(app, [makeRememberSeen()], OFTEN)];
  return {
    async stop() {
      await Promise.all(rounds.map((round) => round.stop()));
    },
  };
}

function repeat(app: App, duties: readonly Duty[], every: number): { stop(): Promise<void> } {
  const stopping = new AbortController();
  let running: Promise<void> | undefined;
  const timer = setInterval(() => {
    running ??= goRound(app, duties, stopping.signal)
      .catch((error: unknown) => app.log.warn({ err: error }, 'a round failed'))
      .finally(() => {
        running = undefined;
      });
  }, every);
  return {
    async stop() {
      stopping.abort();
      clearInterval(timer);
      await running;
    },
  };
}

/** Does every duty in every environment: what goes wrong in one environment, or with one duty, holds up no other. */
export async function goRound(app: App, duties: readonly Duty[] = DUTIES, signal?: AbortSignal): Promise<void> {
  for (const tenantId of await app.db.acrossTenants((tx) => listTenantIds(tx))) {
    for (const duty of duties) {
      if (signal?.aborted) return;
      await duty(app, tenantId).catch((error: unknown) =>
        app.log.warn({ err: error, tenantId, duty: duty.name }, 'a round failed'),
      );
    }
  }
}
