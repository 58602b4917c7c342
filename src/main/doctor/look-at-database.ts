import { join } from 'node:path';
import pg from 'pg';
import { readMigrations } from '../../platform/db/migrate.ts';
import { projectRoot } from '../project-root.ts';
import { type Finding, fine, odd, wrong } from './finding.ts';

type Ask = <T>(sql: string) => Promise<T[]>;

/** Everything that can be read from a database that answers: roles, migrations, walls, key, clock. Changes nothing. */
export async function lookAtDatabase(url: string, fingerprint: string | null): Promise<Finding[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 8_000 });
  client.on('error', () => undefined);
  await client.connect();
  const ask: Ask = async (sql) => (await client.query(sql)).rows;
  try {
    const [server] = await ask<{ version: string; behind: number; replica: boolean }>(
      `select current_setting('server_version') as version, pg_is_in_recovery() as replica, extract(epoch from clock_timestamp())::float8 as behind`,
    );
    const findings = [fine('Database', `PostgreSQL ${server?.version}`)];
    if (server?.replica)
      findings.push(
        wrong('Database', 'This server is a replica: nothing can be written.', 'Let DATABASE_URL lead to the primary.'),
      );
    const drift = Math.abs(Date.now() / 1000 - (server?.behind ?? 0));
    if (drift > 5)
      findings.push(
        odd(
          'Clock',
          `This machine and the database differ by ${Math.round(drift)} seconds.`,
          'Let both follow a time server (NTP).',
        ),
      );
    const migrated = await lookAtMigrations(ask);
    findings.push(migrated);
    for (const role of ['welkom_app', 'welkom_within'] as const) findings.push(await lookAtRole(ask, role));
    if (migrated.level !== 'good') return findings;
    findings.push(await lookAtWalls(ask), ...(await lookAtInstallation(ask, fingerprint)));
    return findings;
  } finally {
    await client.end();
  }
}

async function lookAtMigrations(ask: Ask): Promise<Finding> {
  const about = 'Migrations';
  const known = readMigrations(join(projectRoot, 'db/migrations'));
  const [table] = await ask<{ there: boolean }>(`select to_regclass('schema_migrations') is not null as there`);
  const applied = table?.there
    ? await ask<{ number: number; sha256: string }>('select number, sha256 from schema_migrations')
    : [];
  const newest = Math.max(0, ...applied.map(({ number }) => number));
  if (newest > (known.at(-1)?.number ?? 0)) {
    return wrong(
      about,
      `The database is at ${newest}, newer than this Welkom knows.`,
      'Start the newer Welkom that was used before.',
    );
  }
  const changed = applied.filter(({ number, sha256 }) => known.find((one) => one.number === number)?.sha256 !== sha256);
  if (changed.length) {
    const numbers = changed.map(({ number }) => number).join(', ');
    return wrong(
      about,
      `Applied in another form than this Welkom brings: ${numbers}.`,
      'Use the release that this database was made with, or a later one.',
    );
  }
  const pending = known.length - applied.length;
  if (pending > 0)
    return odd(
      about,
      `${pending} of ${known.length} are not applied yet.`,
      'The next start applies them; npm run welkom -- migrate does it now.',
    );
  return fine(about, `all ${known.length} applied`);
}

async function lookAtRole(ask: Ask, name: 'welkom_app' | 'welkom_within'): Promise<Finding> {
  const about = `Database role ${name}`;
  const [role] = await ask<{ there: boolean; strong: boolean; mine: boolean; may_make: boolean; me: string }>(`
    select app.rolname is not null as there, coalesce(app.rolsuper or app.rolbypassrls or app.rolcreaterole or app.rolcanlogin, false) as strong,
           me.rolname as me, me.rolsuper or me.rolcreaterole as may_make, coalesce(pg_has_role(me.oid, app.oid, 'member'), false) as mine
    from pg_roles me left join pg_roles app on app.rolname = '${name}' where me.rolname = current_user`);
  if (!role?.there) {
    return role?.may_make
      ? odd(about, `${name} does not exist yet.`, 'The first start makes it.')
      : wrong(
          about,
          `${name} does not exist, and ${role?.me} may not make it.`,
          `As an administrator: create role ${name} nologin${name === 'welkom_app' ? ' noinherit' : '; grant welkom_app to welkom_within'}; grant ${name} to ${role?.me};`,
        );
  }
  if (role.strong)
    return wrong(
      about,
      `${name} may do more than it should.`,
      `As an administrator: alter role ${name} nologin nosuperuser nobypassrls nocreaterole;`,
    );
  if (!role.mine) return wrong(about, `${role.me} may not become ${name}.`, `As an administrator: grant ${name} to ${role.me};`);
  return fine(
    about,
    name === 'welkom_app' ? 'requests run as it; it owns nothing' : 'user managers who look after some groups run as it',
  );
}

async function lookAtWalls(ask: Ask): Promise<Finding> {
  const about = 'Row security';
  const open = await ask<{ name: string }>(`
    select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and c.relname <> all (array['mail_batches', 'mail_dispatch', 'tenant_hosts'])
      and (not c.relrowsecurity or not c.relforcerowsecurity or not exists (select from pg_policy p where p.polrelid = c.oid))
    order by 1`);
  const owned = await ask<{ name: string }>(`select relname as name from pg_class where relowner = 'welkom_app'::regrole`);
  if (owned.length)
    return wrong(
      about,
      `welkom_app owns ${owned.map(({ name }) => name).join(', ')}.`,
      'Give them back to the user of DATABASE_URL (alter table … owner to …).',
    );
  if (!open.length) return fine(about, 'forced on every table of an environment');
  const names = open.map(({ name }) => name).join(', ');
  return wrong(
    about,
    `Not forced on ${names}: one environment could see another.`,
    'Stop Welkom and restore the database from a backup, or ask for help.',
  );
}

async function lookAtInstallation(ask: Ask, fingerprint: string | null): Promise<Finding[]> {
  const findings: Finding[] = [];
  const [bound] = await ask<{ key_fingerprint: string }>('select key_fingerprint from installation');
  if (bound && fingerprint) {
    findings.push(
      bound.key_fingerprint === fingerprint
        ? fine('Key and database', 'belong together')
        : wrong(
            'Key and database',
            'This database was made with another secret key.',
            'Set WELKOM_SECRET_KEY to that key, or put its secret.key into the data folder.',
          ),
    );
  }
  const tenants = await ask<{ name: string; sealed: boolean }>(
    'select name, sealed_at is not null as sealed from tenants order by created_at',
  );
  if (!tenants.length) findings.push(odd('Environments', 'There is none yet.', 'Start Welkom and open the address it prints.'));
  for (const { name } of tenants.filter(({ sealed }) => sealed)) {
    findings.push(
      odd('Environments', `${name} is sealed: its mails are kept in the mailbox.`, 'An owner opens it in Admin, Settings.'),
    );
  }
  return findings;
}
