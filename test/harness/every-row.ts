import pg from 'pg';
import type { App } from '../../src/platform/scope.ts';

/** Every table's whole text, to look for what must not be there. */
export async function everyRow(app: App): Promise<string> {
  const client = new pg.Client({ connectionString: app.db.url });
  await client.connect();
  const tables = (
    await client.query<{ name: string }>(
      `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'`,
    )
  ).rows;
  let all = '';
  for (const { name } of tables)
    all += (await client.query<{ row: string }>(`select row_to_json(t)::text as row from "${name}" t`)).rows
      .map((row) => row.row)
      .join('\n')
      .concat('\n');
  await client.end();
  return all;
}
