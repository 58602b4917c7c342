import { EventEmitter } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { Logger as GraphileLogger, type Runner, run, type WorkerEvents } from 'graphile-worker';
import { sql } from 'kysely';
import type { z } from 'zod';
import { isUuid, type TenantId, type UserId } from '../kernel/ids.ts';
import type { App } from './app.ts';
import type { Tx } from './db/database.ts';
import { openPool } from './db/open-pool.ts';
import { watchForDeadWorkers } from './dead-workers.ts';

/** For whom a job works: the tenant it was put in the queue from, and the person who did. */
export interface JobContext {
  tenantId: TenantId;
  /** null: the system itself. */
  by: UserId | null;
}

/** A job: its name, what it needs, and a shallow, repeatable handler (running it twice must equal running it once). */
export interface Job<P extends z.ZodType = z.ZodType> {
  name: string;
  payload: P;
  handler: (app: App, payload: z.output<P>, context: JobContext) => Promise<void>;
}

export const defineJob = <P extends z.ZodType>(name: string, payload: P, handler: Job<P>['handler']): Job<P> => ({
  name,
  payload,
  handler,
});

export interface EnqueueOptions {
  /** At once unless told; by the clock of the scope. */
  runAt?: Date;
  /** A job with the same key that still waits is replaced, so that there is one. */
  key?: string;
}

/** Puts a job in the queue in the caller's transaction: a rollback takes it along. */
export type Enqueue = <P extends z.ZodType>(job: Job<P>, payload: z.input<P>, options?: EnqueueOptions) => Promise<void>;

/** The queue goes by the database's own clock, which is `shift` milliseconds behind the scope's. */
export function enqueueIn(tx: Tx, who: JobContext, shift: number): Enqueue {
  return async (job, payload, options = {}) => {
    const parcel = JSON.stringify({ ...who, payload: job.payload.parse(payload) });
    const runAt = options.runAt && new Date(options.runAt.getTime() - shift);
    await sql`select enqueue_job(${job.name}, ${parcel}::json, ${runAt ?? null}, ${options.key ?? null}, 0)`.execute(tx);
  };
}

/** Starts working off the queue. `stop` lets running jobs finish. */
export async function startWorking(
  app: App,
  jobs: Job[],
  options: { concurrency?: number } = {},
): Promise<{ stop(): Promise<void> }> {
  const tasks = Object.fromEntries(
    jobs.map((job) => [
      job.name,
      async (parcel: unknown) => {
        const { tenantId, by, payload } = parcel as { tenantId: string; by: string | null; payload: unknown };
        if (!isUuid(tenantId)) throw new Error(`Job ${job.name} has no tenant.`);
        await job.handler(app, job.payload.parse(payload), { tenantId: tenantId as TenantId, by: by as UserId | null });
      },
    ]),
  );
  const log = app.log.child({ part: 'jobs' });
  const concurrency = options.concurrency ?? 4;
  // A pool of our own: the queue's own forgets to wait for its connections, and to listen to their ends.
  const pool = openPool({ connectionString: app.db.url, max: concurrency + 4, application_name: 'welkom jobs' });
  const living = watchForDeadWorkers(pool, log);
  const events = new EventEmitter() as WorkerEvents;
  events.on('worker:create', ({ worker }) => living.born(worker.workerId));
  let stopping = false;
  const begin = (): Promise<Runner> =>
    run({
      pgPool: pool,
      events,
      concurrency,
      pollInterval: 1000,
      noHandleSignals: true,
      taskList: tasks,
      logger: quietLogger(log, () => stopping),
    });

  let runner = await begin();
  // The queue gives up after some failures in a row, such as a database that restarts: then it begins anew.
  const watch = (async () => {
    while (!stopping) {
      await runner.promise.catch((error: unknown) => log.warn({ err: error }, 'the queue stopped'));
      while (!stopping) {
        await pause(500);
        const again = stopping ? null : await begin().catch(() => null);
        if (!again) continue;
        runner = again;
        break;
      }
    }
  })();
  return {
    async stop() {
      stopping = true;
      await runner.stop().catch(() => undefined);
      await watch;
      await living.stop();
      await pool.end();
    },
  };
}

/** A connection that ends while everything ends is no news. */
function quietLogger(log: App['log'], stopping: () => boolean): GraphileLogger {
  return new GraphileLogger(() => (level, message) => {
    const name: string = level;
    if (stopping()) log.debug(message);
    else if (name === 'error') log.error(message);
    else if (name === 'warning') log.warn(message);
    else log.debug(message);
  });
}
