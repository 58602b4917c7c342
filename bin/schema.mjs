// Migrates a throwaway database and writes what came out: db/schema.txt, for people and for review, and
// src/platform/db/tables.ts, for the compiler. `--check` changes nothing and ends with 1 where it would have.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { register } from 'tsx/esm/api';

register();
const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const { startEmbedded } = await import('../src/platform/db/embedded.ts');
const { migrate } = await import('../src/platform/db/migrate.ts');

const dataDir = mkdtempSync(join(tmpdir(), 'welkom-schema-'));
const server = await startEmbedded({ dataDir, throwaway: true });
let outputs;
try {
  await migrate(server.url, join(root, 'db/migrations'));
  const client = new pg.Client({ connectionString: server.url });
  client.on('error', () => undefined);
  await client.connect();
  outputs = { 'db/schema.txt': await schemaText(client), 'src/platform/db/tables.ts': await tablesSource(client) };
  await client.end();
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  await server.stop();
  rmSync(dataDir, { recursive: true, force: true });
}

for (const [path, text] of Object.entries(outputs ?? {})) {
  const target = join(root, path);
  const same = existsSync(target) && readFileSync(target, 'utf8') === text;
  if (same) continue;
  if (process.argv.includes('--check')) {
    console.error(`${path} is not what db/migrations make: run node bin/schema.mjs`);
    process.exitCode = 1;
  } else {
    writeFileSync(target, text);
    console.log(`wrote ${path}`);
  }
}

/** Everything in the schema `public`, in a fixed order. */
async function schemaText(client) {
  const rows = async (sql, values) => (await client.query(sql, values)).rows;
  const out = ['The database as the migrations make it. Written by bin/schema.mjs from the catalogue.', ''];
  const tables = await rows(`
    select c.oid, c.relname as name, c.relkind as kind, c.relrowsecurity as rls, c.relforcerowsecurity as forced,
           pg_get_partkeydef(c.oid) as partition_key, c.relispartition as part, obj_description(c.oid) as comment
    from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm')
    order by c.relname collate "C"`);
  for (const table of tables) {
    const kind = { r: 'table', p: 'table', v: 'view', m: 'materialized view' }[table.kind];
    out.push(
      `${kind} ${table.name}${table.partition_key ? ` partition by ${table.partition_key}` : ''}${table.part ? ' (partition)' : ''}`,
    );
    const columns = await columnsOf(client, table.oid);
    const width = Math.max(0, ...columns.map((column) => column.name.length));
    for (const column of columns) {
      const facts = [column.type, column.collation && `collate "${column.collation}"`, column.notnull && 'not null'];
      if (column.identity) facts.push(`generated ${column.identity === 'a' ? 'always' : 'by default'} as identity`);
      else if (column.generated) facts.push(`generated always as (${column.default}) stored`);
      else if (column.default !== null) facts.push(`default ${column.default}`);
      out.push(`  ${column.name.padEnd(width)}  ${facts.filter(Boolean).join(' ')}`);
    }
    if (kind !== 'table') {
      const [{ definition }] = await rows('select pg_get_viewdef($1::oid, true) as definition', [table.oid]);
      out.push(...definition.split('\n').map((line) => `    ${line}`.trimEnd()));
    }
    for (const one of await rows(
      `select conname as name, pg_get_constraintdef(oid) as definition from pg_constraint
       where conrelid = $1 and contype <> 'n' order by contype = 'p' desc, contype, conname collate "C"`,
      [table.oid],
    ))
      out.push(`  constraint ${one.name} ${one.definition}`);
    for (const one of await rows(
      `select pg_get_indexdef(i.indexrelid) as definition from pg_index i join pg_class c on c.oid = i.indexrelid
       where i.indrelid = $1 and not exists (select from pg_constraint k where k.conindid = i.indexrelid and k.contype in ('p', 'u', 'x'))
       order by c.relname collate "C"`,
      [table.oid],
    ))
      out.push(`  ${one.definition.replace(/^CREATE /, '').replace(' ON public.', ' on ')}`);
    if (kind === 'table') out.push(`  row security ${table.rls ? (table.forced ? 'forced' : 'on, not forced') : 'off'}`);
    for (const one of await rows(
      `select polname as name, case polcmd when '*' then 'all' when 'r' then 'select' when 'a' then 'insert' when 'w' then 'update' else 'delete' end as command,
              polpermissive as permissive, pg_get_expr(polqual, polrelid) as using, pg_get_expr(polwithcheck, polrelid) as "check",
              (select string_agg(case when role = 0 then 'public' else role::regrole::text end, ', ') from unnest(polroles) role) as roles
       from pg_policy where polrelid = $1 order by polname collate "C"`,
      [table.oid],
    ))
      out.push(
        `  policy ${one.name} ${one.permissive ? '' : 'restrictive '}for ${one.command} to ${one.roles}` +
          `${one.using ? ` using (${one.using})` : ''}${one.check ? ` check (${one.check})` : ''}`,
      );
    for (const one of await rows(
      `select acl.grantee::regrole::text as role, string_agg(lower(acl.privilege_type), ', ' order by acl.privilege_type) as rights
       from pg_class c, aclexplode(c.relacl) acl where c.oid = $1 and acl.grantee <> c.relowner and acl.grantee <> 0 group by 1 order by 1`,
      [table.oid],
    ))
      out.push(`  granted to ${one.role}: ${one.rights}`);
    for (const one of await rows(
      `select pg_get_triggerdef(oid) as definition from pg_trigger where tgrelid = $1 and not tgisinternal order by tgname collate "C"`,
      [table.oid],
    ))
      out.push(`  ${one.definition.replace(/^CREATE /, '').replace(' ON public.', ' on ')}`);
    out.push('');
  }
  const functions = await rows(`
    select p.proname as name, pg_get_function_identity_arguments(p.oid) as args, pg_get_function_result(p.oid) as result, p.prokind as kind,
           p.prosecdef as definer, l.lanname as language, left(md5(p.prosrc), 12) as body,
           coalesce((select string_agg(case when acl.grantee = 0 then 'public' else acl.grantee::regrole::text end, ', ' order by acl.grantee::regrole::text)
                     from aclexplode(p.proacl) acl where acl.grantee <> p.proowner), case when p.proacl is null then 'public' else 'nobody' end) as runs
    from pg_proc p join pg_language l on l.oid = p.prolang
    where p.pronamespace = 'public'::regnamespace and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
    order by p.proname collate "C", pg_get_function_identity_arguments(p.oid) collate "C"`);
  for (const one of functions) {
    const what = one.kind === 'p' ? 'procedure' : 'function';
    out.push(
      `${what} ${one.name}(${one.args})${one.kind === 'p' ? '' : ` returns ${one.result}`} ${one.language}` +
        `${one.definer ? ' security definer' : ''}, body ${one.body}, may be run by ${one.runs}`,
    );
  }
  const types = await rows(`
    select t.typname as name, t.typtype as kind, format_type(t.typbasetype, t.typtypmod) as base,
           (select string_agg(e.enumlabel, ', ' order by e.enumsortorder) from pg_enum e where e.enumtypid = t.oid) as labels
    from pg_type t where t.typnamespace = 'public'::regnamespace and t.typtype in ('e', 'd') order by t.typname collate "C"`);
  for (const one of types) out.push(one.kind === 'e' ? `enum ${one.name}: ${one.labels}` : `domain ${one.name}: ${one.base}`);
  return `${out.join('\n').trimEnd()}\n`;
}

async function columnsOf(client, oid) {
  const { rows } = await client.query(
    `select a.attname as name, format_type(a.atttypid, a.atttypmod) as type, a.attnotnull as notnull, a.attidentity as identity,
            a.attgenerated as generated, pg_get_expr(d.adbin, d.adrelid) as default,
            case when t.typtype = 'd' then format_type(t.typbasetype, t.typtypmod) else format_type(a.atttypid, null) end as base,
            (select c.collname from pg_collation c where c.oid = a.attcollation and a.attcollation <> t.typcollation) as collation,
            (select array_agg(e.enumlabel order by e.enumsortorder) from pg_enum e where e.enumtypid = a.atttypid) as labels
     from pg_attribute a join pg_type t on t.oid = a.atttypid left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
     where a.attrelid = $1 and a.attnum > 0 and not a.attisdropped order by a.attnum`,
    [oid],
  );
  return rows;
}

/** One interface per table, as Kysely wants it. */
async function tablesSource(client) {
  const { rows: tables } = await client.query(`
    select c.oid, c.relname as name, c.relkind as kind from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm') and not c.relispartition
      and c.relname <> 'schema_migrations' order by c.relname collate "C"`);
  const pascal = (name) =>
    name
      .split('_')
      .map((part) => part[0].toUpperCase() + part.slice(1))
      .join('');
  const blocks = [];
  const tenanted = [];
  for (const table of tables) {
    const lines = [];
    const columns = await columnsOf(client, table.oid);
    if (columns.some((column) => column.name === 'tenant_id')) tenanted.push(table.name);
    for (const column of columns) {
      const isView = table.kind === 'v' || table.kind === 'm';
      let type = typeOf(column) + (column.notnull || isView ? '' : ' | null');
      if (column.identity === 'a' || column.generated) type = `GeneratedAlways<${type}>`;
      else if (column.identity || column.default !== null) type = `Generated<${type}>`;
      lines.push(`  ${column.name}: ${type};`);
    }
    blocks.push(`export interface ${pascal(table.name)}Table {\n${lines.join('\n')}\n}\n`);
  }
  const used = ['Generated', 'GeneratedAlways'].filter((name) => blocks.some((block) => block.includes(`${name}<`)));
  return `// Generated from the migrated database by bin/schema.mjs. Do not edit.
// As src/platform/db/database.ts reads them: instants (timestamptz) are Date, days (date) are 'YYYY-MM-DD', bigint is a
// number (ours stay below 2^53), numeric and uuid are strings, jsonb is unknown until it is parsed.
${used.length ? `import type { ${used.join(', ')} } from 'kysely';\n` : ''}
${blocks.join('\n')}
export interface Tables {
${tables.map((table) => `  ${table.name}: ${pascal(table.name)}Table;`).join('\n')}
}

/** The tables whose rows belong to a tenant. */
export const TENANT_TABLES = [
${tenanted.map((name) => `  '${name}',`).join('\n')}
] as const;
`;
}

function typeOf({ base, labels }) {
  if (labels) return labels.map((label) => `'${label}'`).join(' | ');
  if (base.endsWith('[]')) return `${typeOf({ base: base.slice(0, -2) })}[]`;
  if (base.startsWith('timestamp')) return 'Date';
  if (['smallint', 'integer', 'bigint', 'real', 'double precision', 'oid'].includes(base)) return 'number';
  return { boolean: 'boolean', bytea: 'Buffer', json: 'unknown', jsonb: 'unknown' }[base] ?? 'string';
}
