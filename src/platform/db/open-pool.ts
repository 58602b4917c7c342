import pg from 'pg';

/**
 * A pool whose connections may die at any moment, idle or lent out, without taking the process along: whoever has one
 * hears of it from the query that fails, and the pool replaces it.
 */
export function openPool(options: pg.PoolConfig): pg.Pool {
  const pool = new pg.Pool(options);
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}
