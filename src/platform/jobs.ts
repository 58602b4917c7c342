import { Logger as GraphileLogger, type Runner, run } from 'graphile-worker';
import { sql } from 'kysely';
import type { z } from 'zod';
import { isUuid, type TenantId, type UserId } from '../kernel/ids.ts';
import type { Tx } from './db/database.ts';
import type { Actor, App } from './scope.ts';

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

export const defineJob = <P extends z.ZodType>(name: string, payload: P, handler: Job<P>['handler']): Job<P> => ({ name, payload, handler });

export interface EnqueueOptions {
  /** At once unless told. */
  runAt?: Date;
  /** A job with the same key that still waits is replaced, so that there is one. */
  key?: string;
  /** Smaller runs earlier; 0 unless told. */
  priority?: number;
}

/** Puts a job in the queue in the caller's transaction: a rollback takes it along. */
export type Enqueue = <P extends z.ZodType>(job: Job<P>, payload: z.input<P>, options?: EnqueueOptions) => Promise<void>;

export function enqueueIn(tx: Tx, who: { tenantId: TenantId; actor: Actor }): Enqueue {
  return async (job, payload, options = {}) => {
    const by = who.actor.kind === 'user' || who.actor.kind === 'key' ? who.actor.userId : null;
    const parcel = JSON.stringify({ tenantId: who.tenantId, by, payload: job.payload.parse(payload) });
    await sql`select enqueue_job(${job.name}, ${parcel}::json, ${options.runAt ?? null}, ${options.key ?? null}, ${options.priority ?? 0})`.execute(tx);
  };
}

/** Starts working off the queue. `stop` lets running jobs finish. */
export async function startWorking(app: App, jobs: Job[], options: { concurrency?: number } = {}): Promise<{ stop(): Promise<void> }> {
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
  const runner: Runner = await run({
    connectionString: app.db.url,
    concurrency: options.concurrency ?? 4,
    pollInterval: 1000,
    noHandleSignals: true,
    taskList: tasks,
    logger: quietLogger(log),
  });
  return { stop: () => runner.stop() };
}

function quietLogger(log: App['log']): GraphileLogger {
  return new GraphileLogger(() => (level, message) => {
    const name: string = level;
    if (name === 'error') log.error(message);
    else if (name === 'warning') log.warn(message);
    else log.debug(message);
  });
}
