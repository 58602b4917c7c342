import { type KyselyPlugin, OperationNodeTransformer, ValueNode } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeIdentify } from '../../../src/features/sessions/index.ts';
import { newId } from '../../../src/kernel/ids.ts';
import { makeHttp } from '../../../src/main/http.ts';
import type { App } from '../../../src/platform/scope.ts';
import { amount, isLong, randomFrom, SEED, timer } from '../../harness/amount.ts';
import { useTestApp } from '../../harness/app.ts';
import { runJobs } from '../../harness/jobs.ts';
import { type TableState, watchTables } from '../../harness/table-state.ts';
import { CALLS, objectOf } from './calls.ts';
import { ENDPOINTS, routeOf } from './run-matrix.ts';
import { caller, HOST_B, makeWorld, type Principal, type Sent, type World } from './world.ts';

type Random = ReturnType<typeof randomFrom>;

/** Stands in every text of environment A. */
const CANARY = 'kanarie';
/** Texts that mean something to the program, or that a constraint holds. */
const MEANING =
  /(?:^|_)(?:state|kind|role|locale|source|event|purpose|hash|key|station|action|problem|color|zone|host|prefix|scopes|signature|meaning|act|reason|by|because|enhanced|server)$/;
/** Readable by every environment on purpose; they hold no personal data (see test/laws/database.test.ts). */
const WITHOUT_WALL = ['tenant_hosts', 'mail_dispatch', 'mail_batches'];

const given = useTestApp();
let world: World;
let state: TableState;
let idsOfA: string[];
let withTenant: string[];

beforeAll(async () => {
  world = await makeWorld(given.app);
  state = await watchTables(given.app.db.url);
  await hangCanaries();
  await state.settle();
}, 120_000);
afterAll(() => state?.end());

async function hangCanaries(): Promise<void> {
  const a = world.a.tenant.id;
  const { rows } = await state.client.query<{ table: string; column: string; type: string }>(
    `select c.table_name as table, c.column_name as column, c.data_type as type from information_schema.columns c
     where c.table_schema = 'public' and exists (select from information_schema.columns t
       where t.table_schema = 'public' and t.table_name = c.table_name and t.column_name = 'tenant_id')`,
  );
  withTenant = [...new Set(rows.map((row) => row.table))];
  let hung = 0;
  for (const { table, column } of rows.filter((row) => row.type === 'text' && !MEANING.test(row.column))) {
    const text = column === 'detail' ? `'{"n":"${CANARY}"}'` : `'${CANARY}-' || substr(md5(ctid::text || '${column}'), 1, 8)`;
    const hang = `begin; set local session_replication_role = replica; update ${table} set ${column} = ${text} where tenant_id = '${a}'; commit`;
    // A choice of a few words, which the database itself holds to them.
    await state.client.query(hang).then(
      () => hung++,
      async (error: { code: string }) => {
        await state.client.query('rollback');
        if (error.code !== '23514') throw error;
      },
    );
  }
  await state.client.query('update tenants set name = $1 where id = $2', [`${CANARY}-environment`, a]);
  const ids = new Set<string>([a]);
  for (const { table, column } of rows.filter((row) => row.type === 'uuid')) {
    const found = await state.client.query<{ id: string }>(
      `select distinct ${column}::text as id from ${table} where tenant_id = '${a}' and ${column} is not null`,
    );
    for (const { id } of found.rows) ids.add(id);
  }
  idsOfA = [...ids];
  expect(hung).toBeGreaterThan(40);
  expect(idsOfA.length).toBeGreaterThan(50);
}

/** Everything that stands in A, as one number per table. */
async function stateOfA(): Promise<Record<string, string>> {
  const hashes: Record<string, string> = {};
  for (const table of withTenant.filter((name) => name !== 'rate_limits')) {
    const { rows } = await state.client.query(
      `select coalesce(md5(string_agg(md5(t::text), '' order by md5(t::text))), '') as hash from ${table} t where tenant_id = $1`,
      [world.a.tenant.id],
    );
    hashes[table] = rows[0].hash;
  }
  return hashes;
}

/** In which of these tables something of A is other than it was kept. */
async function touchedOfA(changed: readonly string[]): Promise<string[]> {
  const touched = changed
    .filter((table) => withTenant.includes(table))
    .map((table) => {
      const [now, kept] = [table, `kept.${table}`].map(
        (of) => `select t::text from ${of} t where tenant_id = '${world.a.tenant.id}'`,
      );
      return `select '${table}' as name where exists ((${now} except all ${kept}) union all (${kept} except all ${now}))`;
    });
  if (!touched.length) return [];
  return (await state.client.query<{ name: string }>(touched.join(' union all '))).rows.map((row) => row.name);
}

/** People of B, and A's own cookies and keys carried to B's address. */
function visitors(): Principal[] {
  const { principals } = world;
  const abroad = (['owner', 'keyAll', 'member'] as const).map((name) => ({ ...principals.get(name)!, host: HOST_B }));
  const ownerB = principals.get('ownerB')!;
  return [ownerB, ownerB, ownerB, { ...ownerB, headers: {} }, ...abroad];
}

interface Probe {
  name: string;
  as: Principal;
  method: string;
  path: string;
  sent: Sent;
  /** Everything that whoever asks says themselves. */
  told: string;
}

/** A call of B in which the ids are mostly A's. */
function someProbe(random: Random, names: readonly string[], n: number): Probe | undefined {
  const name = names[n % names.length]!;
  const row = CALLS[name]!;
  const endpoint = ENDPOINTS.get(routeOf(name));
  if (!endpoint) return;
  const as = random.pick(visitors());
  const known = random.next() < 0.6 && objectOf(row, 'foreign', world.principals.get('ownerB')!, world, newId);
  const id = known || random.pick(idsOfA);
  const here = random.next() < 0.7 ? world.a : world.b;
  const sent = row.send?.({ id, relation: 'foreign', here, as, world, version: () => 1, fresh: newId }) ?? {};
  const params: Record<string, string> = { id, ...sent.params };
  const path = endpoint.path.replace(/:(\w+)/g, (_all, part: string) => params[part] ?? id);
  const odd = endpoint.method === 'get' && random.next() < 0.3;
  const query = odd ? `cursor=${id}&importId=${id}&actorId=${id}&targetId=${id}&group=${id}` : sent.query;
  const body = { ...(sent.json !== undefined && { json: sent.json }), ...(sent.raw !== undefined && { raw: sent.raw }) };
  return {
    name,
    as,
    method: endpoint.method.toUpperCase(),
    path: `/api/v1${path}${query ? `?${query}` : ''}`,
    sent: body,
    told: `${path} ${query} ${JSON.stringify(sent.json)}`,
  };
}

/** @returns what came back that is A's, what was changed there, what failed, and how many were made */
async function probe(app: App, call: World['call'], many: number): Promise<{ leaks: string[]; made: number }> {
  const random = randomFrom(SEED);
  const names = Object.keys(CALLS);
  const leaks = new Set<string>();
  const one = async ({ name, as, method, path, sent, told }: Probe) => {
    const heard = await call(as, method, path, sent).catch((error: Error) => error);
    if (heard instanceof Error) return leaks.add(`${name}: broken off, ${heard.message}`);
    const all = heard.text + JSON.stringify([...heard.headers]);
    if (all.includes(CANARY)) leaks.add(`${name}: a text of A`);
    const ids = all.match(/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f-]{22}/g) ?? [];
    if (ids.some((id) => known.has(id) && !told.includes(id))) leaks.add(`${name}: an id of A`);
    return heard.status >= 500 && leaks.add(`${name}: ${heard.status}`);
  };
  const known = new Set(idsOfA);
  const time = timer(2);
  let done = 0;
  for (; done < many && !time.isUp(); done += 200) {
    const waiting = Array.from({ length: 200 }, (_each, n) => someProbe(random, names, done + n)).filter((each) => !!each);
    const lane = async () => {
      for (let next = waiting.pop(); next; next = waiting.pop()) await one(next);
    };
    await Promise.all([lane(), lane(), lane(), lane()]);
    await runJobs(app);
    const changed = await state.changed();
    for (const table of await touchedOfA(changed)) leaks.add(`something of A is other than it was: ${table}`);
    // B's own calls act on B: all is put back, so that it stays as open, and as small, as it was.
    await state.restore(changed);
  }
  return { leaks: [...leaks], made: done };
}

/** What an application would do that forgets whose rows it means, wherever the wall says so for it. */
function withoutOwnWall(app: App): App {
  class OnlyItsValue extends OperationNodeTransformer {
    readonly #tenantId: string;
    constructor(tenantId: string) {
      super();
      this.#tenantId = tenantId;
    }
    protected override transformValue(node: ValueNode): ValueNode {
      const isPlace = typeof (node.value as { toPostgres?: unknown } | null)?.toPostgres === 'function';
      return isPlace ? ValueNode.create(this.#tenantId) : node;
    }
  }
  const open = (tenantId: string): KyselyPlugin => ({
    transformQuery: ({ node }) => new OnlyItsValue(tenantId).transformNode(node),
    transformResult: async ({ result }) => result,
  });
  const inTenant: App['db']['inTenant'] = (where, work) =>
    app.db.inTenant(where, (tx, row) => work(tx.withoutPlugins().withPlugin(open(row.id)), row));
  return { ...app, db: { ...app.db, inTenant } };
}

const rowSecurity = async (how: 'enable' | 'disable') => {
  for (const table of [...withTenant.filter((name) => !WITHOUT_WALL.includes(name)), 'tenants'])
    await state.client.query(`alter table ${table} ${how} row level security`);
};

/** Runs `work` with the walls that stand, then puts everything back. */
async function withWalls(own: boolean, database: boolean, work: (app: App, call: World['call']) => Promise<void>): Promise<void> {
  const app = own ? given.app : withoutOwnWall(given.app);
  if (!database) await rowSecurity('disable');
  try {
    await work(app, caller(makeHttp(app, makeIdentify(), { notReady: async () => null })));
  } finally {
    if (!database) await rowSecurity('enable');
    await state.restore();
  }
}

test.each([
  ['both walls', true, true],
  ['row security alone', false, true],
  ['the application alone', true, false],
])(
  'with %s nobody of another environment gets a word or an id out of this one, nor changes a thing in it',
  async (walls, own, database) => {
    await withWalls(own, database, async (app, call) => {
      const before = await stateOfA();
      const { leaks, made } = await probe(app, call, own && database ? 2_000 : amount(2_000, 100_000));
      expect(leaks, `seed ${SEED}`).toEqual([]);
      expect(await stateOfA()).toEqual(before);
      if (isLong) console.info(`figure: ${made} probes with ${walls}: 0 leaks, seed ${SEED}`);
    });
  },
  3_600_000,
);

test('with neither wall the same probes do get at something', async () => {
  await withWalls(false, false, async (app, call) => {
    const { leaks } = await probe(app, call, 600);
    expect(leaks.filter((leak) => leak.endsWith('of A')).length).toBeGreaterThan(5);
    expect(leaks).toContain('something of A is other than it was: users');
  });
}, 120_000);

test.each(['welkom_app', 'welkom_within'])(
  'row security alone holds: SQL of %s without any filter sees and reaches nothing of another environment',
  async (role) => {
    const { client } = state;
    const a = world.a.tenant.id;
    await client.query('grant usage on schema kept to welkom_app; grant select on all tables in schema kept to welkom_app');
    for (const table of [...withTenant.filter((name) => !WITHOUT_WALL.includes(name)), 'tenants']) {
      const column = table === 'tenants' ? 'id' : 'tenant_id';
      await client.query(`begin; set local role ${role}; select set_config('app.tenant_id', '${world.b.tenant.id}', true)`);
      const { rows } = await client.query(`select count(*)::int as n from ${table} where ${column} = '${a}'`);
      expect(rows[0].n, `read ${table}`).toBe(0);
      for (const attack of [
        `delete from ${table} where ${column} = '${a}'`,
        `update ${table} set ${column} = ${column} where ${column} = '${a}'`,
      ]) {
        await client.query('savepoint attack');
        const done = await client.query(attack).catch((error: { code: string }) => error);
        if ('rowCount' in done) expect(done.rowCount, attack).toBe(0);
        else expect(done.code, attack).toBe('42501');
        await client.query('rollback to attack');
      }
      await client.query('savepoint attack');
      const written = await client.query<{ columns: string }>(
        `select string_agg(quote_ident(attname), ', ') as columns from pg_attribute
       where attrelid = '${table}'::regclass and attnum > 0 and not attisdropped and attgenerated = ''`,
      );
      const columns = written.rows[0]!.columns;
      const moved = await client
        .query(
          `insert into ${table} (${columns}) overriding system value select ${columns} from kept.${table} where ${column} = '${a}' limit 1`,
        )
        .catch((error: { code: string }) => error.code);
      if (typeof moved === 'string') expect(moved, `insert into ${table}`).toBe('42501');
      else expect(moved.rowCount).toBe(0);
      await client.query('rollback');
    }
  },
  60_000,
);
