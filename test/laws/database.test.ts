import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cloneDatabase } from '../harness/database.ts';

/** Tables with a tenant that are read across tenants on purpose: they hold no personal data. */
const WITHOUT_WALL = new Set(['tenant_hosts', 'mail_dispatch', 'mail_batches']);
const DEFINER_FUNCTIONS = ['enqueue_job'];

let database: Awaited<ReturnType<typeof cloneDatabase>>;
let client: pg.Client;
beforeAll(async () => {
  database = await cloneDatabase();
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await database.drop();
});

const column = async (sql: string) => (await client.query({ text: sql, rowMode: 'array' })).rows.map((row) => row[0] as string);

test('every table with a tenant has row security, forced, with a policy', async () => {
  const open = await column(`
    select c.relname from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
      and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id')
      and not (c.relrowsecurity and c.relforcerowsecurity and exists (select from pg_policy p where p.polrelid = c.oid))`);
  expect(open.filter((table) => !WITHOUT_WALL.has(table))).toEqual([]);
});

test('the tenant leads every key of a table that has one', async () => {
  const wrong = await column(`
    select c.conrelid::regclass || '.' || c.conname from pg_constraint c
    join pg_attribute t on t.attrelid = c.conrelid and t.attname = 'tenant_id'
    where c.connamespace = 'public'::regnamespace and c.contype in ('p', 'u', 'f')
      and c.conrelid <> 'tenant_hosts'::regclass and c.confrelid <> coalesce('tenants'::regclass, 0)
      and c.conkey[1] <> t.attnum
    union all
    select i.indexrelid::regclass::text from pg_index i
    join pg_attribute t on t.attrelid = i.indrelid and t.attname = 'tenant_id'
    join pg_class r on r.oid = i.indrelid and r.relnamespace = 'public'::regnamespace
    where i.indisunique and i.indkey[0] <> t.attnum and i.indrelid not in ('tenant_hosts'::regclass, 'mail_dispatch'::regclass)`);
  expect(wrong).toEqual([]);
});

test.each(['welkom_app', 'welkom_within'])('%s, which requests run as, owns nothing and can pass no wall', async (name) => {
  const [role] = (
    await client.query(
      `select rolsuper, rolbypassrls, rolcanlogin, rolcreaterole, rolcreatedb from pg_roles where rolname = '${name}'`,
    )
  ).rows;
  expect(role).toEqual({ rolsuper: false, rolbypassrls: false, rolcanlogin: false, rolcreaterole: false, rolcreatedb: false });
  expect(await column(`select relname from pg_class where relowner = '${name}'::regrole`)).toEqual([]);
  const truncate = await column(
    `select table_name from information_schema.role_table_grants where grantee = '${name}' and privilege_type in ('TRUNCATE', 'TRIGGER', 'REFERENCES')`,
  );
  expect(truncate).toEqual([]);
});

test('the audit log can only be added to', async () => {
  const rights = await column(
    `select privilege_type from information_schema.role_table_grants where grantee = 'welkom_app' and table_name = 'audit_events'`,
  );
  expect(rights.sort()).toEqual(['INSERT', 'SELECT']);
});

test('definer functions stand on a list, and nothing is kept in a view that forgets whose it is', async () => {
  const definers = await column(`select proname from pg_proc where pronamespace = 'public'::regnamespace and prosecdef`);
  expect(definers.sort()).toEqual(DEFINER_FUNCTIONS);
  expect(await column(`select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'm'`)).toEqual([]);
});

test.each(['welkom_app', 'welkom_within'])('without a tenant %s sees nothing', async (name) => {
  await client.query(`begin; set local role ${name}`);
  const tables = await column(
    `select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and relrowsecurity`,
  );
  for (const table of tables) {
    const { rows } = await client.query(`select count(*)::int as n from ${table}`);
    expect(rows[0].n, table).toBe(0);
  }
  await client.query('rollback');
});
