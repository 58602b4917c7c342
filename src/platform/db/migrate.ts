import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';

export class MigrationProblem extends Error {
  override name = 'MigrationProblem';
}

interface Migration {
  number: number;
  name: string;
  sql: string;
  sha256: string;
}

/** The numbered files of a folder, in order. */
export function readMigrations(dir: string): Migration[] {
  return readdirSync(dir)
    .filter((file) => /^\d{4}_[a-z0-9_]+\.sql$/.test(file))
    .sort()
    .map((file) => {
      const sql = readFileSync(join(dir, file), 'utf8');
      return {
        number: Number(file.slice(0, 4)),
        name: file.slice(5, -4),
        sql,
        sha256: createHash('sha256').update(sql).digest('hex'),
      };
    });
}

/**
 * Brings a database to the newest of `dir`'s numbers, each file in a transaction of its own, one process at a time. `first`
 * is done before, under the same lock (the queue's own tables).
 * @throws MigrationProblem where the database is newer than this version, or a file was changed after it was applied
 */
export async function migrate(databaseUrl: string, dir: string, first?: () => Promise<void>): Promise<{ applied: string[] }> {
  const migrations = readMigrations(dir);
  const client = new pg.Client({ connectionString: databaseUrl });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query('select pg_advisory_lock(8236451)');
    await first?.();
    await client.query(`create table if not exists schema_migrations (
      number integer primary key, name text not null, sha256 text not null, applied_at timestamptz not null default now())`);
    const { rows } = await client.query<{ number: number; name: string; sha256: string }>(
      'select number, name, sha256 from schema_migrations',
    );
    const done = new Map(rows.map((row) => [row.number, row]));
    const newest = Math.max(0, ...done.keys());
    const known = migrations.at(-1)?.number ?? 0;
    if (newest > known)
      throw new MigrationProblem(`The database is at version ${newest}, this Welkom only knows ${known}. Start a newer Welkom.`);
    const applied: string[] = [];
    for (const migration of migrations) {
      const before = done.get(migration.number);
      if (before && before.sha256 !== migration.sha256) {
        throw new MigrationProblem(
          `Migration ${migration.number} (${migration.name}) was changed after this database had applied it.`,
        );
      }
      if (before) continue;
      await apply(client, migration);
      applied.push(migration.name);
    }
    return { applied };
  } finally {
    await client.end();
  }
}

async function apply(client: pg.Client, migration: Migration): Promise<void> {
  await client.query('begin');
  try {
    await client.query(migration.sql);
    await client.query('insert into schema_migrations (number, name, sha256) values ($1, $2, $3)', [
      migration.number,
      migration.name,
      migration.sha256,
    ]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw new MigrationProblem(`Migration ${migration.number} (${migration.name}) failed: ${(error as Error).message}`, {
      cause: error,
    });
  }
}
