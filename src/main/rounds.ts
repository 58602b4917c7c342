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

/** The same for the whole installation. */
type Chore = (app: App) => Promise<unknown>;

const DUTIES: Duty[] = [leaveOnEndDate, eraseOldImports, sealAuditLog];
const sweepFiles: Chore = (app) => app.files.sweep();
const clearQueue: Chore = (app) => app.db.acrossTenants(dropGivenUpJobs);
const CHORES: Chore[] = [sweepFiles, clearQueue];

/** What is done now and then for every environment, and for the installation. Any number of workers may. */
export function startRounds(app: App): { stop(): Promise<void> } {
  const seen = [makeRememberSeen()];
  const rounds = [
    repeat(app, (signal) => goRound(app, DUTIES, signal), SELDOM),
    repeat(app, () => doChores(app), SELDOM),
    repeat(app, (signal) => goRound(app, seen, signal), OFTEN),
  ];
  return {
    async stop() {
      await Promise.all(rounds.map((round) => round.stop()));
    },
  };
}

function repeat(app: App, round: (signal: AbortSignal) => Promise<void>, every: number): { stop(): Promise<void> } {
  const stopping = new AbortController();
  let running: Promise<void> | undefined;
  const timer = setInterval(() => {
    running ??= round(stopping.signal)
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

/** Does every chore once: one that fails holds up no other. */
export async function doChores(app: App): Promise<void> {
  for (const chore of CHORES)
    await chore(app).catch((error: unknown) => app.log.warn({ err: error, chore: chore.name }, 'a chore failed'));
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
