import type pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { cloneDatabase } from '../../test/harness/database.ts';
import { openPool } from './db/open-pool.ts';
import { watchForDeadWorkers } from './dead-workers.ts';
import { makeLog } from './log.ts';

let database: Awaited<ReturnType<typeof cloneDatabase>>;
let pool: pg.Pool;
beforeAll(async () => {
  database = await cloneDatabase();
  pool = openPool({ connectionString: database.url });
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

const claims = async () => {
  const rows = await pool.query<{ key: string; locked_by: string | null }>(
    'select key, locked_by from graphile_worker._private_jobs order by key',
  );
  return Object.fromEntries(rows.rows.map((row) => [row.key, row.locked_by]));
};

it('gives back what a killed worker had taken, and nothing of those that live or have only just begun', async () => {
  for (const key of ['dead', 'living', 'young'])
    await pool.query(`select graphile_worker.add_job('anything', '{}'::json, job_key := $1)`, [key]);
  const lock = (key: string, worker: string, ago: string) =>
    pool.query('update graphile_worker._private_jobs set locked_by = $2, locked_at = now() - $3::interval where key = $1', [
      key,
      worker,
      ago,
    ]);
  await lock('dead', 'worker-dead', '1 minute');
  await lock('living', 'worker-living', '1 hour');
  await lock('young', 'worker-young', '1 second');
  const log = makeLog('silent');
  const other = openPool({ connectionString: database.url });
  const elsewhere = watchForDeadWorkers(other, log);
  elsewhere.born('worker-living');
  await expect
    .poll(
      async () =>
        (await pool.query(`select 1 from pg_locks where locktype = 'advisory' and classid = $1`, [0x77_6b_01])).rowCount,
    )
    .toBe(1);
  const here = watchForDeadWorkers(pool, log);
  await expect.poll(claims, { timeout: 10_000 }).toEqual({ dead: null, living: 'worker-living', young: 'worker-young' });
  await here.stop();
  await elsewhere.stop();
  await other.end();
});
