import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../../../src/kernel/ids.ts';
import { amount, isLong, randomFrom, SEED } from '../../harness/amount.ts';
import { useTestApp } from '../../harness/app.ts';
import { runJobs } from '../../harness/jobs.ts';
import { type TableState, watchTables } from '../../harness/table-state.ts';
import { CALLS, objectOf } from './calls.ts';
import { ENDPOINTS, routeOf } from './run-matrix.ts';
import { HOST_B, makeWorld, type Principal, type World } from './world.ts';

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
    const text = `'${CANARY}-' || substr(md5(ctid::text || '${column}'), 1, 8)`;
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

/** People of B, and A's own cookies and keys carried to B's address. */
function visitors(): Principal[] {
  const { principals } = world;
  const abroad = (['owner', 'keyAll', 'member'] as const).map((name) => ({ ...principals.get(name)!, host: HOST_B }));
  const ownerB = principals.get('ownerB')!;
  return [ownerB, ownerB, ownerB, { ...ownerB, headers: {} }, ...abroad];
}

/** Calls of B in which every id is one of A's. @returns what came back that is A's */
async function probe(many: number): Promise<string[]> {
  const random = randomFrom(SEED);
  const names = Object.keys(CALLS);
  const leaks = new Set<string>();
  for (let n = 0; n < many; n++) {
    const name = names[n % names.length]!;
    const row = CALLS[name]!;
    const endpoint = ENDPOINTS.get(routeOf(name));
    if (!endpoint) continue;
    const as = random.pick(visitors());
    const id =
      random.next() < 0.6
        ? objectOf(row, 'foreign', world.principals.get('ownerB')!, world, newId) || random.pick(idsOfA)
        : random.pick(idsOfA);
    const sent =
      row.send?.({
        id,
        relation: 'foreign',
        here: random.next() < 0.7 ? world.a : world.b,
        as,
        world,
        version: () => 1,
        fresh: newId,
      }) ?? {};
    const params: Record<string, string> = { id, ...sent.params };
    const path = endpoint.path.replace(/:(\w+)/g, (_all, part: string) => params[part] ?? id);
    const query =
      endpoint.method === 'get' && random.next() < 0.3 ? `cursor=${id}&importId=${id}&actorId=${id}&targetId=${id}` : sent.query;
    const heard = await world.call(as, endpoint.method.toUpperCase(), `/api/v1${path}${query ? `?${query}` : ''}`, {
      ...(sent.json !== undefined && { json: sent.json }),
      ...(sent.raw !== undefined && { raw: sent.raw }),
    });
    const told = `${path} ${query} ${JSON.stringify(sent.json)}`;
    const all = heard.text + JSON.stringify([...heard.headers]);
    if (all.includes(CANARY)) leaks.add(`${name}: a text of A`);
    const ids = all.match(/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f-]{22}/g) ?? [];
    if (ids.some((one) => idsOfA.includes(one) && !told.includes(one))) leaks.add(`${name}: an id of A`);
    if (n % 200 === 199)
      await state.restore(
        (await state.changed()).filter((table) => table === 'sessions' || table === 'api_keys' || table === 'users'),
      );
  }
  return [...leaks];
}

test('nobody of another environment gets a word or an id out of this one, nor changes a thing in it', async () => {
  const before = await stateOfA();
  expect(await probe(amount(2_000, 100_000)), `seed ${SEED}`).toEqual([]);
  await runJobs(given.app);
  expect(await stateOfA()).toEqual(before);
  await state.restore();
}, 900_000);

test('row security alone holds: SQL without any filter sees and reaches nothing of another environment', async () => {
  const { client } = state;
  const a = world.a.tenant.id;
  await client.query('grant usage on schema kept to welkom_app; grant select on all tables in schema kept to welkom_app');
  for (const table of [...withTenant.filter((name) => !WITHOUT_WALL.includes(name)), 'tenants']) {
    const column = table === 'tenants' ? 'id' : 'tenant_id';
    await client.query(`begin; set local role welkom_app; select set_config('app.tenant_id', '${world.b.tenant.id}', true)`);
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
    const moved = await client
      .query(`insert into ${table} overriding system value select * from kept.${table} where ${column} = '${a}' limit 1`)
      .catch((error: { code: string }) => error.code);
    if (typeof moved === 'string') expect(moved, `insert into ${table}`).toBe('42501');
    else expect(moved.rowCount).toBe(0);
    await client.query('rollback');
  }
}, 60_000);

/**
 * The other way round, row security switched off, and the application's own filters alone: they do not hold, most reads have
 * none. The walls of this house are no transaction without a tenant, keys that lead with the tenant, and row security. The
 * long run counts by how much, so that it is known and can be made less.
 */
test.runIf(isLong)(
  'with row security off: how many kinds of call would tell something',
  async () => {
    for (const table of [...state.tables]) await state.client.query(`alter table ${table} disable row level security`);
    const leaks = await probe(amount(1_000, 20_000));
    console.info(`figure: without row security ${leaks.length} kinds of call tell something`, leaks);
  },
  900_000,
);
