import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import type { Endpoint } from '../../../src/contract/core.ts';
import { permissionsOf } from '../../../src/features/tenants/index.ts';
import { newId, type UserId } from '../../../src/kernel/ids.ts';
import { makeHttp } from '../../../src/main/http.ts';
import { amount, isLong, randomFrom, SEED, timer } from '../../harness/amount.ts';
import { useTestApp } from '../../harness/app.ts';
import { type TableState, watchTables } from '../../harness/table-state.ts';
import { CALLS, objectOf } from './calls.ts';
import { mutatedText, ODD_PARTS } from './mutate.ts';
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
function rightCall(name: string) {
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

test('no request, however broken, makes the server fail or wait', async () => {
  const each = amount(200, 10_000);
  const random = randomFrom(SEED);
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
  const log = Object.assign(Object.create(given.app.log) as typeof given.app.log, {
    error: ({ err }: { err?: Error }) => {
      cause = String(err?.stack).slice(0, 400);
    },
  });
  const hono = makeHttp({ ...given.app, log }, async () => ({ tenantId: world.a.tenant.id, actor }), {
    notReady: async () => null,
  });
  const failed = new Map<string, string>();
  const taken = new Map<string, number>();
  let [made, sent] = [0, 0];

  async function oneOddRequest(name: string): Promise<void> {
    const { endpoint, method, path, sent: right } = rightCall(name);
    const parts = path.split('/');
    if (endpoint.path.includes(':') && random.next() < 0.15) parts[4] = random.pick(ODD_PARTS);
    const query =
      endpoint.query && random.next() < 0.8 ? `?${oddQuery(random, endpoint.query)}` : right.query ? `?${right.query}` : '';
    const body =
      method === 'GET' ? undefined : right.raw !== undefined ? oddBytes(random, right.raw) : mutatedText(random, right.json);
    made++;
    // What the shapes refuse is refused before anything is looked at: one in five of these shows that it is.
    if (!passes(endpoint, body, query)) {
      if (made % 5 !== 0) return;
    } else {
      const before = taken.get(name) ?? 0;
      if (before >= amount(20, 2_000)) return;
      taken.set(name, before + 1);
    }
    sent++;
    const started = performance.now();
    const answer = await hono.request(`http://welkom.test${parts.join('/')}${query}`, {
      method,
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
    const what = `${name} ${answer.status >= 500 ? answer.status : brokenOff ? 'broken off' : 'slow'}`;
    if ((answer.status >= 500 || brokenOff || waited > 5_000) && !failed.has(what))
      failed.set(what, `${what} ${cause} ${waited} ms ${parts.join('/')}${query} ${body?.subarray(0, 300).toString('latin1')}`);
  }

  // In rounds, so that a run that is ended early has tried every endpoint alike.
  const time = timer();
  for (let round = 0; round < each / 50 && !time.isUp(); round++)
    for (const name of ENDPOINTS.keys()) {
      for (let n = 0; n < 10; n++) await Promise.all(Array.from({ length: 5 }, () => oneOddRequest(name)));
      if (round % 4 === 3) await state.restore(await state.changed());
    }
  if (isLong)
    console.info(
      `figure: ${Math.floor(made / ENDPOINTS.size)} mutated requests for each of ${ENDPOINTS.size} endpoints, ${sent} of them sent (the first 2,000 of each that the shapes take, and one in five of what they refuse), 0 × 5xx, ${time.seconds()} s, seed ${SEED}`,
    );
  expect([...failed.values()], `seed ${SEED}`).toEqual([]);
  expect(({} as Record<string, unknown>)['role']).toBeUndefined();
}, 7_200_000);

type Random = ReturnType<typeof randomFrom>;

function oddQuery(random: Random, shape: unknown): string {
  const names = Object.keys((shape as { shape?: Record<string, unknown> }).shape ?? {});
  const name = random.next() < 0.9 && names.length ? random.pick(names) : random.pick(['__proto__', 'constructor', 'x[]', '%00']);
  const value = random.pick([
    ...ODD_PARTS,
    '',
    'true',
    '99999999999',
    '2026-01-01T00:00:00Z',
    newId(),
    'eyJ4IjoxfQ',
    '["a","b"]',
    'W10',
  ]);
  return random.next() < 0.1 ? `${name}=${value}&${name}=${value}` : `${name}=${value}`;
}

function oddBytes(random: Random, raw: string | Uint8Array): Buffer {
  const bytes = Buffer.from(raw as string);
  for (let n = random.below(8); n >= 0; n--) bytes[random.below(bytes.length)] = random.below(256);
  return random.next() < 0.3 ? bytes.subarray(0, random.below(bytes.length)) : bytes;
}

/** Do the endpoint's shapes take this body and query? They must say so, whatever it is, without falling over. */
function passes(endpoint: Endpoint, body: Buffer | undefined, query: string): boolean {
  const asked = Object.fromEntries(new URLSearchParams(query));
  const right = (endpoint.query as z.ZodType | undefined)?.safeParse(asked).success ?? true;
  if (!endpoint.body || !body) return right;
  try {
    return (endpoint.body as z.ZodType).safeParse(JSON.parse(body.toString('utf8'))).success && right;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}
