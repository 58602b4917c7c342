import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import type { Endpoint } from '../../../src/contract/core.ts';
import { permissionsOf } from '../../../src/features/tenants/index.ts';
import { newId, type UserId } from '../../../src/kernel/ids.ts';
import { makeHttp } from '../../../src/main/http.ts';
import type { App } from '../../../src/platform/scope.ts';
import { amount, isLong, randomFrom, SEED, timer } from '../../harness/amount.ts';
import { useTestApp } from '../../harness/app.ts';
import { type TableState, watchTables } from '../../harness/table-state.ts';
import { CALLS, objectOf } from './calls.ts';
import { jsonOf, oddCall, type RightCall } from './mutate.ts';
import { type Given, RELATIONS } from './rows.ts';
import { ENDPOINTS } from './run-matrix.ts';
import { makeWorld, type Principal, type World } from './world.ts';

const given = useTestApp();
let world: World;
let state: TableState;
let owner: Principal;

beforeAll(async () => {
  world = await makeWorld(given.app);
  owner = world.principals.get('owner')!;
  state = await watchTables(given.app.db.url);
  await state.settle();
}, 120_000);
afterAll(() => state?.end());

/** A right call of an endpoint by the owner: what the mutations start from. */
function rightCall(name: string): RightCall {
  const row = CALLS[name] ?? { about: 'none' as const };
  const relation = RELATIONS[row.about].find((one) => one === 'other') ?? RELATIONS[row.about][0]!;
  const id = objectOf(row, relation, owner, world, newId) || newId();
  const facts: Given = { id, relation, here: world.a, as: owner, world, version: () => 1, fresh: newId };
  const sent = row.send?.(facts) ?? {};
  const endpoint = ENDPOINTS.get(name)!;
  const params: Record<string, string> = { id, ...sent.params };
  const path = endpoint.path.replace(/:(\w+)/g, (_all, part: string) => params[part] ?? id);
  return { endpoint, path: `/api/v1${path}`, sent, method: endpoint.method.toUpperCase() };
}

test('GET, HEAD and OPTIONS change nothing, anywhere', async () => {
  const calls = [...ENDPOINTS.keys()].map((name) => {
    const { path, sent } = rightCall(name);
    return sent.query ? `${path}?${sent.query}` : path;
  });
  const { a } = world;
  const links = [`/activate/${a.activation.id}`, `/reset/${a.reset.id}`, `/confirm/${newId()}`, `/o/${a.mail}.gif`];
  const pages = ['/', '/login', '/forgot', '/setup', '/admin/users', '/mailbox', '/profile', ...links];
  // What the router serves beside the API: health, figures, the description, the picture, the pages.
  const beside = world.hono.routes
    .filter(({ method, path }) => (method === 'GET' || method === 'ALL') && !path.startsWith('/api/v1/'))
    .map(({ path }) => path.replace(/[:*]\w*/g, newId()));
  expect(beside).toContain('/healthz');
  const member = world.principals.get('member')!;
  for (const path of new Set([...calls, ...pages, ...beside]))
    for (const method of ['GET', 'HEAD', 'OPTIONS'])
      for (const as of [owner, member, { ...owner, headers: {} }]) {
        const { status } = await world.call(as, method, path);
        expect(status, `${method} ${path} ${as.name}`).not.toBe(500);
      }
  const events = await state.client.query(
    'select distinct event from audit_events where id not in (select id from kept.audit_events)',
  );
  expect(events.rows.map((row) => row.event).filter((event) => !READINGS_ON_RECORD.includes(event))).toEqual([]);
  const changed = await state.changed();
  expect(changed.filter((table) => !table.startsWith('audit_'))).toEqual([]);
  await state.restore(changed);
}, 60_000);
/** Readings that are themselves written down: append-only evidence. */
const READINGS_ON_RECORD = ['user.dataExported', 'users.exported', 'audit.exported'];

test('a request that another site could have made is refused, and changes nothing', async () => {
  const wrong: string[] = [];
  const want = async (what: string, name: string, headers: Record<string, string>, code: string) => {
    const { method, path, sent } = rightCall(name);
    const clean = Object.fromEntries(Object.entries({ ...owner.headers, ...headers }).filter(([, value]) => value !== ''));
    const as = { ...owner, headers: clean };
    const body = sent.raw ?? (sent.json === undefined ? undefined : JSON.stringify(sent.json));
    const own: Record<string, string> = headers['origin'] === '' ? { origin: '' } : {};
    const heard = await bare(as, method, path, body, own);
    if ((heard.json as { code?: string })?.code !== code)
      wrong.push(`${what} ${name}: ${heard.status} ${heard.text.slice(0, 80)}`);
  };
  for (const [name, endpoint] of ENDPOINTS) {
    if (endpoint.method === 'get') continue;
    const json = { 'content-type': 'application/json' };
    await want('foreign origin', name, { ...json, origin: 'https://evil.example' }, 'wrongOrigin');
    await want('opaque origin', name, { ...json, origin: 'null' }, 'wrongOrigin');
    await want('no origin', name, { ...json, origin: '' }, 'wrongOrigin');
    await want('cross-site', name, { ...json, 'sec-fetch-site': 'cross-site' }, 'wrongOrigin');
    await want('cookie and key', name, { ...json, authorization: 'Bearer x' }, 'twoCredentials');
    if (endpoint.body) await want('a form', name, { 'content-type': 'text/plain' }, 'notJson');
  }
  expect(wrong).toEqual([]);
  expect(await state.changed()).toEqual([]);
}, 60_000);

/** As the browser of somebody would send it, with exactly these headers. */
async function bare(
  as: Principal,
  method: string,
  path: string,
  body: string | Uint8Array | undefined,
  more: Record<string, string>,
) {
  const headers: Record<string, string> = { host: as.host, origin: `http://${as.host}`, ...as.headers };
  if (more['origin'] === '') delete headers['origin'];
  const answer = await world.hono.request(`http://${as.host}${path}`, {
    method,
    headers,
    ...(body !== undefined && { body: body as string }),
  });
  const text = await answer.text();
  return { status: answer.status, text, json: text.startsWith('{') ? JSON.parse(text) : undefined };
}

test('a field that was not declared is refused or falls away, whatever column it is named after', async () => {
  const { rows } = await state.client.query<{ name: string }>(
    `select distinct column_name as name from information_schema.columns where table_schema = 'public'`,
  );
  const columns = rows.flatMap(({ name }) => [name, name.replace(/_(\w)/g, (_all, letter: string) => letter.toUpperCase())]);
  const through: string[] = [];
  let tried = 0;
  for (const [name, endpoint] of ENDPOINTS) {
    const { sent } = rightCall(name);
    if (!endpoint.body || !sent.json) continue;
    if (!z.safeParse(endpoint.body, sent.json).success) through.push(`${name}: its right body is refused`);
    const declared = JSON.stringify(z.toJSONSchema(endpoint.body, { io: 'input', unrepresentable: 'any' }));
    for (const column of new Set(columns)) {
      if (declared.includes(`"${column}":`)) continue;
      for (const probe of withExtra(sent.json, column)) {
        const parsed = z.safeParse(endpoint.body, probe);
        tried++;
        if (parsed.success && JSON.stringify(parsed.data).includes(MARK)) through.push(`${name}: ${column}`);
      }
    }
  }
  expect(tried).toBeGreaterThan(5_000);
  expect(through).toEqual([]);
});
const MARK = 'probe-1f3a';
/** Documents, parameters and a passkey's answer are checked by whoever they are for. */
const FREE = new Set(['content', 'params', 'attrs', 'response']);
function withExtra(body: unknown, column: string): unknown[] {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return [];
  const here = column in body ? [] : [{ ...body, [column]: MARK }];
  const inside = Object.entries(body).flatMap(([name, one]) =>
    FREE.has(name) ? [] : withExtra(one, column).map((changed) => ({ ...body, [name]: changed })),
  );
  return [...here, ...inside];
}

test('the server itself says so too', async () => {
  for (const [name, endpoint] of ENDPOINTS) {
    const { method, path, sent } = rightCall(name);
    if (!endpoint.body || !sent.json) continue;
    const heard = await world.call(owner, method, path, { json: { ...(sent.json as object), tenantId: world.b.tenant.id } });
    expect([name, heard.status]).toEqual([name, 400]);
  }
  expect(await state.changed()).toEqual([]);
});

test.each([
  ['half of a letter', '\\ud83d', 400],
  ['its other half', 'x\\udc4b', 400],
  ['a whole one', '\\ud83d\\udc4b', 200],
])('%s in a text, as the database holds texts: %s → %i', async (_what, written, status) => {
  const { path, method, sent } = rightCall('welcome.save');
  const subject = (sent.json as { content: { subject: unknown[] } }).content.subject;
  const content = { ...(sent.json as { content: object }).content, subject: ['HERE', ...subject] };
  const raw = JSON.stringify({ ...(sent.json as object), content }).replace('HERE', written);
  const heard = await world.call(owner, method, path, { raw, headers: { 'content-type': 'application/json' } });
  expect(heard.status).toBe(status);
  const group = await world.call(owner, 'POST', '/api/v1/groups', {
    raw: `{"name":"Choir ${written}"}`,
    headers: { 'content-type': 'application/json' },
  });
  expect(group.status < 300).toBe(status < 300);
  await state.restore(await state.changed());
});

const MOST_WAIT = 5_000;
/** So many endpoints are asked side by side, each with five requests. */
const AT_ONCE = 4;
/** So many requests that its shapes take go through the whole server for each endpoint. */
const MOST_TAKEN = amount(20, 2_000);
type Random = ReturnType<typeof randomFrom>;

/** How odd requests went: what failed, each kind once, and how many were made, were sent, and were done as asked. */
interface Tried {
  failed: string[];
  made: number;
  sent: number;
  done: number;
}

/**
 * Makes `each` mutated requests of every endpoint. In rounds, so that a run that is ended early has tried all of them alike;
 * everything is put back after every fifty, so that there is something to be done.
 */
async function tryOddRequests(app: App, names: Iterable<string>, each: number): Promise<Tried> {
  const actor = {
    kind: 'user',
    userId: owner.userId as UserId,
    sessionId: null,
    name: 'Robin',
    role: 'owner',
    locale: 'en',
    permissions: permissionsOf('owner'),
    reach: null,
  } as const;
  // Who asks is settled beforehand: what is tried here is everything behind it.
  let cause = '';
  const log = Object.assign(Object.create(app.log) as typeof app.log, {
    error: ({ err }: { err?: Error }) => {
      cause = String(err?.stack).slice(0, 400);
    },
  });
  const hono = makeHttp({ ...app, log }, async () => ({ tenantId: world.a.tenant.id, actor }), { notReady: async () => null });
  const failed = new Map<string, string>();
  const taken = new Map<string, number>();
  let [made, sent, done] = [0, 0, 0];

  /** What the shapes refuse, the server refuses before it looks at anything: one in five of these shows that it does. */
  function isSent(name: string, isTaken: boolean): boolean {
    if (!isTaken) return made % 5 === 0;
    taken.set(name, (taken.get(name) ?? 0) + 1);
    return taken.get(name)! <= MOST_TAKEN;
  }

  async function oneOddRequest(name: string, random: Random): Promise<void> {
    const call = rightCall(name);
    const { path, query, body } = oddCall(random, call);
    made++;
    if (!isSent(name, passes(call.endpoint, body, query))) return;
    sent++;
    const started = performance.now();
    const answer = await hono.request(`http://welkom.test${path}${query}`, {
      method: call.method,
      headers: {
        host: 'welkom.test',
        'content-type': 'application/json',
        'accept-language': random.pick(['nl', '', '*', 'x'.repeat(500)]),
      },
      ...(body && { body: body as unknown as string }),
    });
    const brokenOff = await answer.arrayBuffer().then(
      () => false,
      (error: Error) => {
        cause = `broken off, ${error.stack?.slice(0, 400)}`;
        return true;
      },
    );
    const waited = Math.round(performance.now() - started);
    if (answer.ok && !brokenOff) done++;
    const what = `${name} ${answer.status >= 500 ? answer.status : brokenOff ? 'broken off' : 'slow'}`;
    if ((answer.status >= 500 || brokenOff || waited > MOST_WAIT) && !failed.has(what))
      failed.set(what, `${what} ${cause} ${waited} ms ${path}${query} ${body?.subarray(0, 300).toString('latin1')}`);
  }

  const waiting = [...names].map((name, at) => ({ name, random: randomFrom(SEED + at) }));
  const time = timer();
  for (let round = 0; round < each / 50 && !time.isUp(); round++)
    for (let from = 0; from < waiting.length; from += AT_ONCE) {
      const fifty = async ({ name, random }: (typeof waiting)[number]) => {
        for (let n = 0; n < 10; n++) await Promise.all(Array.from({ length: 5 }, () => oneOddRequest(name, random)));
      };
      await Promise.all(waiting.slice(from, from + AT_ONCE).map(fifty));
      await state.restore(await state.changed());
    }
  return { failed: [...failed.values()], made, sent, done };
}

test('no request, however broken, makes the server fail or wait', async () => {
  const started = performance.now();
  const { failed, made, sent, done } = await tryOddRequests(given.app, ENDPOINTS.keys(), amount(200, 10_000));
  if (isLong) {
    const { rows } = await state.client.query('select deadlocks from pg_stat_database where datname = current_database()');
    const seconds = Math.round((performance.now() - started) / 1000);
    console.info(
      `figure: ${Math.floor(made / ENDPOINTS.size)} mutated requests for each of ${ENDPOINTS.size} endpoints, all of them through its shapes; ${sent} through the whole server (of each endpoint the first ${MOST_TAKEN} that the shapes take, and one in five of what they refuse), ${done} of these done as asked and the others refused; ${failed.length} kinds of 5xx, of broken off, of slower than 5 s; ${rows[0].deadlocks} deadlocks; ${seconds} s, seed ${SEED}`,
    );
  }
  expect(sent).toBeGreaterThan(20 * ENDPOINTS.size);
  expect(failed, `seed ${SEED}`).toEqual([]);
  expect(({} as Record<string, unknown>)['role']).toBeUndefined();
}, 14_400_000);

test('the same requests find an endpoint that fails', async () => {
  const files = {
    ...given.app.files,
    put: async () => {
      throw new TypeError('planted');
    },
  };
  const { failed } = await tryOddRequests({ ...given.app, files }, ['tenants.putLogo', 'tenants.show'], 100);
  expect(failed).toEqual([expect.stringMatching(/^tenants\.putLogo 500 TypeError: planted/)]);
});

/** Do the endpoint's shapes take this body and query? They must say so, whatever it is, without falling over. */
function passes(endpoint: Endpoint, body: Buffer | undefined, query: string): boolean {
  const asked = Object.fromEntries(new URLSearchParams(query));
  const right = (endpoint.query as z.ZodType | undefined)?.safeParse(asked).success ?? true;
  if (!endpoint.body || !body) return right;
  try {
    return (endpoint.body as z.ZodType).safeParse(jsonOf(body)).success && right;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}
