import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { backUp } from './back-up.ts';
import { type Embedded, startEmbedded } from './embedded.ts';
import { openPool } from './open-pool.ts';

let folder: string;
let original: Embedded;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'welkom-backup-'));
  // The database's own account must be able to walk in, or the database would lie elsewhere.
  await chmod(folder, 0o711);
  original = await startEmbedded({ dataDir: join(folder, 'data'), throwaway: true });
  await writeFile(join(folder, 'data', 'secret.key'), 'a key');
});
afterAll(async () => {
  await original.stop();
  await rm(folder, { recursive: true, force: true });
});

describe('a backup', () => {
  it('is whole although people go on writing while it is made, and starts as a data folder', async () => {
    const pool = openPool({ connectionString: original.url, max: 2 });
    await pool.query('create table people as select n, md5(n::text) as name from generate_series(1, 50000) n');
    let writing = true;
    const writer = (async () => {
      for (let n = 1; writing; n++)
        await pool.query('insert into people select -n - $1::int * 1000, $2 from generate_series(1, 100) n', [
          n,
          'x'.repeat(200),
        ]);
    })();
    await backUp({ dataDir: join(folder, 'data'), url: original.url }, join(folder, 'copy'));
    writing = false;
    await writer;
    await pool.end();

    const copy = await startEmbedded({ dataDir: join(folder, 'copy'), throwaway: true });
    const client = new pg.Client({ connectionString: copy.url });
    await client.connect();
    const { rows } = await client.query(
      'select count(*) filter (where n > 0)::int as before, count(*)::int % 100 as torn from people',
    );
    await client.end();
    await copy.stop();
    expect(rows).toEqual([{ before: 50_000, torn: 0 }]);
  });

  it('goes into a new folder only', async () => {
    await expect(backUp({ dataDir: join(folder, 'data'), url: original.url }, folder)).rejects.toThrow('exists already');
  });
});
