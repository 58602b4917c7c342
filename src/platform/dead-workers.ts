import type pg from 'pg';
import type { Logger } from './log.ts';

/** The first half of the advisory locks that say "this worker lives"; the second is the hash of its name. */
const ALIVE = 0x77_6b_01;
const LOOK_EVERY = 5_000;
/** A worker takes its first job and its lock at nearly the same moment: younger claims are never doubted. */
const GRACE = '10 seconds';

/**
 * The queue gives a job back only four hours after its worker was killed. Here every worker holds an advisory lock for
 * as long as its process lives; claims of workers whose lock is free are given back within seconds.
 */
export function watchForDeadWorkers(pool: pg.Pool, log: Logger): { born(workerId: string): void; stop(): Promise<void> } {
  const workers = new Set<string>();
  let client: pg.PoolClient | undefined;
  let stopped = false;
  let busy: Promise<void> = Promise.resolve();

  async function hold(): Promise<pg.PoolClient> {
    if (client) return client;
    const fresh = await pool.connect();
    fresh.on('error', () => {
      if (client === fresh) letGo();
    });
    client = fresh;
    await lock(fresh, [...workers]);
    return fresh;
  }
  /** Forgotten first: a connection that breaks while it is given back must not be given back twice. */
  const letGo = (): void => {
    const held = client;
    client = undefined;
    held?.release(true);
  };
  const lock = (on: pg.PoolClient, ids: string[]) =>
    on.query('select pg_advisory_lock_shared($1, hashtext(id)) from unnest($2::text[]) as id', [ALIVE, ids]);

  async function look(): Promise<void> {
    const on = await hold();
    const dead = await on.query<{ id: string }>(
      `with claims as (
         select locked_by as id, max(locked_at) as at from graphile_worker._private_jobs where locked_by is not null group by 1
       ), alive as (
         select objid::bigint as hash from pg_locks
         where locktype = 'advisory' and classid = $1 and database = (select oid from pg_database where datname = current_database())
       )
       select id from claims
       where at < now() - interval '${GRACE}' and (hashtext(id)::bigint & 4294967295) not in (select hash from alive)`,
      [ALIVE],
    );
    const ids = dead.rows.map((row) => row.id);
    if (!ids.length) return;
    log.warn({ workers: ids.length }, 'jobs of workers that ended are given back');
    await on.query('select graphile_worker.force_unlock_workers($1::text[])', [ids]);
  }

  const inTurn = (work: () => Promise<unknown>): void => {
    busy = busy
      .then(async () => {
        if (!stopped) await work();
      })
      .catch(() => {
        // No database at the moment: the next look tries again, with a connection of its own.
        letGo();
      });
  };
  const timer = setInterval(() => inTurn(look), LOOK_EVERY);
  inTurn(look);
  return {
    born(workerId) {
      workers.add(workerId);
      inTurn(async () => (client ? lock(client, [workerId]) : hold()));
    },
    async stop() {
      stopped = true;
      clearInterval(timer);
      await busy;
      letGo();
    },
  };
}
