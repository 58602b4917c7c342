import pg from 'pg';

/** Written at every use of a session or key, and counters that slow guessing down: no act, and no secret. */
const NOT_COUNTED = ['last_seen_at', 'last_used_at'];
const JOBS = 'graphile_worker._private_jobs';
const NOT_COMPARED = new Set(['rate_limits', 'schema_migrations']);

export interface TableState {
  /** The tables in which something is other than in the kept state. */
  changed(): Promise<string[]>;
  /** Puts those tables back exactly as they were. */
  restore(tables?: readonly string[]): Promise<void>;
  /** Makes the present state the kept one. */
  keep(): Promise<void>;
  /** The same, after which for a day no use of a session or key is written down. */
  settle(): Promise<void>;
  client: pg.Client;
  tables: readonly string[];
  end(): Promise<void>;
}

/**
 * Looks at every table of a database from outside the application, as the superuser: what has changed since a moment, and
 * back to it. Counters and "last seen" are left out of the comparison (never out of the restoring).
 */
export async function watchTables(url: string): Promise<TableState> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  const { rows } = await client.query<{ name: string; columns: string }>(
    `select relname as name, string_agg(quote_ident(attname), ', ' order by attnum) as columns
     from pg_class join pg_attribute a on a.attrelid = pg_class.oid and attnum > 0 and not attisdropped and attgenerated = ''
     where relnamespace = 'public'::regnamespace and relkind = 'r' group by 1 order by 1`,
  );
  /** Those that can be written: the others follow from them. */
  const columns = new Map(rows.map((row) => [row.name, row.columns]));
  const tables = rows.map((row) => row.name).filter((name) => name !== 'schema_migrations');
  const places = new Map([...tables.map((name) => [name, `public.${name}`] as const), ['jobs', JOBS]]);
  const compared = [...places].filter(([name]) => !NOT_COMPARED.has(name));
  const hashOf = ([name, place]: readonly [string, string]) => {
    const line = NOT_COUNTED.reduce((text, column) => `${text} - '${column}'`, 'to_jsonb(t)');
    return `select '${name}' as name, coalesce(md5(string_agg(md5((${line})::text), '' order by md5((${line})::text))), '') as it from ${place} t`;
  };
  /** Which versions of rows stand there: every write leaves one with a younger transaction, or fewer of them. */
  const markOf = ([name, place]: readonly [string, string]) =>
    `select '${name}' as name, concat_ws(' ', count(*), max(xmin::text::bigint), sum(xmin::text::bigint)) as it from ${place}`;
  const ask = async (text: string, name?: string) =>
    new Map((await client.query<{ name: string; it: string }>({ name, text })).rows.map((row) => [row.name, row.it]));
  const marks = () => ask(compared.map(markOf).join(' union all '), 'marks');
  let kept = new Map<string, string>();
  /** As each table was when it was last found to be as it was kept. */
  let asKept = new Map<string, string>();
  const keep = async () => {
    await client.query('drop schema if exists kept cascade; create schema kept');
    for (const [name, place] of places) await client.query(`create table kept.${name} as table ${place}`);
    asKept = await marks();
    kept = await ask(compared.map(hashOf).join(' union all '));
  };
  return {
    client,
    tables,
    keep,
    async settle() {
      const tomorrow = "now() + interval '1 day'";
      await client.query(
        `update sessions set last_seen_at = ${tomorrow}, proved_at = ${tomorrow}; update api_keys set last_used_at = ${tomorrow}`,
      );
      await keep();
    },
    async changed() {
      const now = await marks();
      const written = compared.filter(([name]) => now.get(name) !== asKept.get(name));
      if (!written.length) return [];
      const hashes = await ask(written.map(hashOf).join(' union all '));
      const changed = written.map(([name]) => name).filter((name) => kept.get(name) !== hashes.get(name));
      for (const [name] of written) if (!changed.includes(name)) asKept.set(name, now.get(name)!);
      return changed;
    },
    async restore(which = [...places.keys()]) {
      const parts = [...new Set([...which, 'rate_limits'])].map((name) =>
        name === 'jobs'
          ? `delete from ${JOBS} where id not in (select id from kept.jobs);`
          : `delete from ${name} t where (t.*)::text not in (select (k.*)::text from kept.${name} k);
             insert into ${name} (${columns.get(name)}) overriding system value
               select ${columns.get(name)} from kept.${name} k where (k.*)::text not in (select (t.*)::text from ${name} t);`,
      );
      await client.query(`begin; set local session_replication_role = replica; ${parts.join(' ')} commit`);
    },
    end: () => client.end(),
  };
}
