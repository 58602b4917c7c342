import type { Hono } from 'hono';
import { sql } from 'kysely';
import { PERMISSIONS, type Permission, type Role } from '../../../src/contract/permissions.ts';
import { linksFor, prepareActivations, prepareReset } from '../../../src/features/activation/index.ts';
import { addMembers, createGroup } from '../../../src/features/groups/index.ts';
import { makeKey } from '../../../src/features/sessions/api-keys.ts';
import { hashPassword, keepFirstPassword, makeIdentify, startSession } from '../../../src/features/sessions/index.ts';
import { createUser, deactivateUsers, findUser, markActivated, raiseAuthEpoch } from '../../../src/features/users/index.ts';
import type { ActivationId, GroupId, UserId } from '../../../src/kernel/ids.ts';
import { newId } from '../../../src/kernel/ids.ts';
import { makeHttp } from '../../../src/main/http.ts';
import type { App } from '../../../src/platform/scope.ts';
import { makeTestTenant, type TestTenant } from '../../harness/app.ts';
import { runJobs } from '../../harness/jobs.ts';

export const PASSWORD = 'paraplu fietsbel oktopus';
export const HOST_A = 'welkom.test';
export const HOST_B = 'b.welkom.test';

/** Who asks: in the order of the columns of matrix.ts. */
export const PRINCIPALS = [
  'anonymous',
  'deactivated',
  'loggedOut',
  'abroad',
  'keyRevoked',
  'keyOrphan',
  'member',
  'readOnly',
  'content',
  'userManager',
  'admin',
  'owner',
  'ownerB',
  'keyOne',
  'keyAll',
] as const;
export type PrincipalName = (typeof PRINCIPALS)[number];

export interface Principal {
  name: PrincipalName;
  host: string;
  /** Of the person behind it; for anybody unknown the id of a member. */
  userId: string;
  sessionId: string;
  headers: Record<string, string>;
}

/** What there is in one environment for somebody to get at. */
export interface Things {
  tenant: TestTenant;
  peer: string;
  peerEmail: string;
  newcomer: string;
  /** Not invited yet. */
  stranger: string;
  /** Deactivated. */
  gone: string;
  /** The only admin of a group. */
  founder: string;
  strong: string;
  ownGroup: string;
  otherGroup: string;
  device: string;
  key: string;
  import: string;
  wave: string;
  pausedWave: string;
  mail: string;
  kept: string;
  act: string;
  runningAct: string;
  verification: string;
  view: string;
  activation: { id: string; secret: string };
  reset: { id: string; secret: string };
}

export interface World {
  app: App;
  hono: Hono;
  a: Things;
  b: Things;
  principals: Map<PrincipalName, Principal>;
  /** The welcome e-mail's content, as the editor sends it. */
  content: unknown;
  call(as: Principal, method: string, path: string, sent?: Sent): Promise<Heard>;
}
export interface Sent {
  json?: unknown;
  raw?: Uint8Array | string;
  headers?: Record<string, string>;
}
export interface Heard {
  status: number;
  text: string;
  json: unknown;
  headers: Headers;
}

/** Two environments with the same things in them, and everybody who may come by. */
export async function makeWorld(app: App): Promise<World> {
  const hono = makeHttp(app, makeIdentify(), { notReady: async () => null });
  const passwordHash = await hashPassword(PASSWORD);
  const tenants = { a: await makeTestTenant(app, { name: 'Alpha' }), b: await makeTestTenant(app, { name: 'Beta' }) };
  await app.db.acrossTenants((tx) =>
    tx
      .insertInto('tenant_hosts')
      .values([
        { host: HOST_A, tenant_id: tenants.a.id },
        { host: HOST_B, tenant_id: tenants.b.id },
      ])
      .execute(),
  );
  const call = caller(hono);
  const people = (tenant: TestTenant, host: string) => makePeople(app, tenant, host, passwordHash);
  const inA = people(tenants.a, HOST_A);
  const inB = people(tenants.b, HOST_B);
  const principals = new Map<PrincipalName, Principal>();
  const put = (name: PrincipalName, principal: Omit<Principal, 'name'>) => principals.set(name, { ...principal, name });
  const roles = { member: 'member', readOnly: 'read_only', content: 'content_manager', userManager: 'user_manager' } as const;
  for (const [name, role] of Object.entries(roles)) put(name as PrincipalName, await inA.person(role));
  put('admin', await inA.person('admin'));
  put('owner', await inA.person('owner'));
  const owner = principals.get('owner')!;
  const nobody = principals.get('member')!;
  put('anonymous', { ...nobody, headers: {} });
  put('deactivated', await inA.person('admin'));
  put('loggedOut', await inA.person('admin'));
  put('ownerB', await inB.person('owner'));
  put('abroad', { ...principals.get('ownerB')!, host: HOST_A });
  put('keyOne', await inA.key(owner, ['users.read']));
  put('keyAll', await inA.key(owner, [...PERMISSIONS]));
  put('keyRevoked', await inA.key(owner, [...PERMISSIONS]));
  const leaver = await inA.person('admin');
  const adminMay = PERMISSIONS.filter((one) => one !== 'mailbox.read' && one !== 'sending.open');
  put('keyOrphan', await inA.key(leaver, adminMay));
  const world: World = { app, hono, principals, call, content: undefined, a: {} as Things, b: {} as Things };
  const admins = [...principals.values()].filter((one) => one.host === HOST_A && one.name !== 'abroad').map((one) => one.userId);
  world.a = await makeThings(world, tenants.a, inA, owner, [...new Set(admins)]);
  world.b = await makeThings(world, tenants.b, inB, principals.get('ownerB')!, [principals.get('ownerB')!.userId]);
  world.content = await contentOf(world, owner);
  await call(owner, 'DELETE', `/api/v1/keys/${principals.get('keyRevoked')!.sessionId}`);
  for (const principal of principals.values())
    if (principal.headers['cookie'] && principal.name !== 'abroad')
      await call(principal, 'PUT', '/api/v1/profile/photo', { raw: PNG });
  // Everybody has given a new address that is not confirmed yet.
  await app.db.acrossTenants((tx) =>
    sql`update users set pending_email = id || '@new.example', pending_email_at = now()`.execute(tx),
  );
  await tenants.a.asSystem(async (scope) => {
    for (const id of [principals.get('deactivated')!.userId, leaver.userId])
      await deactivateUsers(scope, [(await findUser(scope.tx, id as UserId))!], null);
    await raiseAuthEpoch(scope, principals.get('loggedOut')!.userId as UserId);
  });
  return world;
}

export function caller(hono: Hono): World['call'] {
  return async (as, method, path, sent = {}) => {
    const body = sent.json !== undefined ? JSON.stringify(sent.json) : sent.raw;
    const answer = await hono.request(`http://${as.host}${path}`, {
      method,
      headers: {
        host: as.host,
        origin: `http://${as.host}`,
        ...(sent.json !== undefined && { 'content-type': 'application/json' }),
        ...as.headers,
        ...sent.headers,
      },
      ...(body !== undefined && { body: body as string }),
    });
    const text = method === 'HEAD' ? '' : await answer.text();
    const isJson = (answer.headers.get('content-type') ?? '').includes('json');
    return { status: answer.status, text, json: isJson && text ? JSON.parse(text) : undefined, headers: answer.headers };
  };
}

type Maker = ReturnType<typeof makePeople>;

/** Makes people who are in, with a session, and keys, without the cost of a password for each. */
export function makePeople(app: App, tenant: TestTenant, host: string, passwordHash: string) {
  const add = (role: Role, active: boolean) =>
    tenant.asSystem(async (scope) => {
      const id = await createUser(scope, {
        firstName: 'Robin',
        lastName: role,
        email: `${role}-${newId()}@welkom.example`,
        role,
        source: 'form',
      });
      if (!active) return id;
      await keepFirstPassword(scope, id, passwordHash);
      await markActivated(scope, id);
      return id;
    });
  const session = (id: UserId, role: Role) =>
    tenant.asSystem(async (scope) => {
      let cookie = '';
      const reply = {
        header: (_name: string, value: string) => {
          if (value.startsWith('welkom=')) cookie = value.split(';')[0]!;
        },
        status: () => undefined,
      };
      await startSession(app, scope, { id, role }, { request: new Request(`http://${host}/`), reply });
      const row = await scope.tx
        .selectFrom('sessions')
        .select('id')
        .where('user_id', '=', id)
        .orderBy('id', 'desc')
        .executeTakeFirstOrThrow();
      return { cookie, id: row.id };
    });
  return {
    add,
    async person(role: Role): Promise<Omit<Principal, 'name'>> {
      const id = await add(role, true);
      const made = await session(id, role);
      return { host, userId: id, sessionId: made.id, headers: { cookie: made.cookie } };
    },
    async key(maker: Omit<Principal, 'name'>, scopes: Permission[]): Promise<Omit<Principal, 'name'>> {
      const made = await tenant.asSystem((scope) =>
        makeKey(
          { ...scope, actor: keyMaker(maker.userId as UserId, new Set(PERMISSIONS)) },
          { name: 'for tests', scopes, expiresInDays: null },
        ),
      );
      return { host, userId: maker.userId, sessionId: made.key.id, headers: { authorization: `Bearer ${made.secret}` } };
    },
  };
}

const keyMaker = (userId: UserId, permissions: ReadonlySet<Permission>) =>
  ({ kind: 'user', userId, sessionId: null, name: 'Robin', role: 'owner', locale: 'en', permissions, reach: null }) as const;

async function makeThings(world: World, tenant: TestTenant, make: Maker, owner: Principal, admins: string[]): Promise<Things> {
  const { app, call } = world;
  const good = async (answer: Promise<Heard>) => {
    const heard = await answer;
    if (heard.status >= 300) throw new Error(`${heard.status} ${heard.text}`);
    return heard.json as Record<string, never>;
  };
  const peer = await make.person('member');
  const newcomer = await make.add('member', false);
  const waved = await make.add('member', false);
  const stranger = await make.add('member', false);
  const strong = await make.person('owner');
  const gone = await make.add('member', true);
  const founder = await make.add('member', true);
  await tenant.asSystem(async (scope) => {
    await deactivateUsers(scope, [(await findUser(scope.tx, gone))!], null);
    const { group } = await createGroup(scope, { name: 'Choir', description: '' });
    await addMembers(scope, group.id as GroupId, [founder], true);
  });
  await good(call({ ...peer, name: 'member' }, 'PUT', '/api/v1/profile/photo', { raw: PNG }));
  const key = await make.key(owner, ['users.read']);
  const [ownGroup, otherGroup] = await tenant.asSystem(async (scope) => {
    const groups: GroupId[] = [];
    for (const name of ['Night shift', 'Day shift'])
      groups.push((await createGroup(scope, { name, description: '' })).group.id as GroupId);
    await addMembers(scope, groups[0]!, admins, true);
    for (const group of groups) await addMembers(scope, group, [peer.userId], false);
    return groups;
  });
  const links = await tenant.asSystem(async (scope) => {
    const term = { expiresAt: new Date(scope.now.getTime() + 86_400_000) };
    const [invited] = await prepareActivations(scope, [newcomer], term);
    const reset = await prepareReset(scope, peer.userId as UserId);
    return [invited!.activationId, reset!.activationId];
  });
  const [activation, reset] = await Promise.all(links.map((id) => linkParts(app, tenant, id)));
  const received = await good(call(owner, 'POST', '/api/v1/imports?name=people.csv', { raw: PEOPLE }));
  await good(call(owner, 'POST', `/api/v1/imports/${received['id']}/plan`, { json: {} }));
  const send = async (userIds: string[]) => {
    const id = newId();
    const waveOf = { audience: { userIds }, onlyNew: false };
    const preview = await good(call(owner, 'POST', '/api/v1/welcome/waves/preview', { json: waveOf }));
    const expected = { asked: preview['asked'], queued: preview['queued'] };
    await good(call(owner, 'POST', '/api/v1/welcome/waves', { json: { id, ...waveOf, expected } }));
    return id;
  };
  const wave = await send([waved, newcomer]);
  const pausedWave = await send([await make.add('member', false)]);
  await good(call(owner, 'POST', `/api/v1/welcome/waves/${pausedWave}/pause`));
  const nl = { version: 0, content: world.content ?? (await contentOf(world, owner)) };
  await good(call(owner, 'PUT', '/api/v1/welcome/templates/nl', { json: nl }));
  const act = newId();
  const dryRun = { id: act, act: 'deactivate', params: {}, selection: { userIds: [peer.userId, owner.userId] }, dryRun: true };
  await good(call(owner, 'POST', '/api/v1/acts', { json: dryRun }));
  await good(call(owner, 'PUT', '/api/v1/settings/logo', { raw: PNG, headers: { 'content-type': 'image/png' } }));
  await runJobs(app);
  const runningAct = newId();
  const going = { id: runningAct, act: 'deactivate', params: {}, selection: { userIds: [peer.userId] }, dryRun: false };
  await good(call(owner, 'POST', '/api/v1/acts', { json: going }));
  const verification = newId();
  await good(call(owner, 'POST', '/api/v1/audit/verifications', { json: { id: verification } }));
  const view = newId();
  await good(
    call(owner, 'POST', '/api/v1/views', { json: { id: view, name: 'Waiting', shared: true, content: { filter: {} } } }),
  );
  await app.db.acrossTenants((tx) => sql`delete from graphile_worker._private_jobs`.execute(tx));
  await app.db.acrossTenants((tx) =>
    tx.updateTable('tenants').set({ sealed_at: new Date(), sealed_because: 'new' }).where('id', '=', tenant.id).execute(),
  );
  const mails = await tenant.asSystem(async ({ tx }) => {
    const rows = await tx.selectFrom('mails').select('id').orderBy('id').execute();
    await tx.updateTable('mails').set({ state: 'unknown' }).where('id', '=', rows[0]!.id).execute();
    await tx.updateTable('mails').set({ state: 'kept' }).where('id', '=', rows[1]!.id).execute();
    return rows.map((row) => row.id);
  });
  return {
    tenant,
    peer: peer.userId,
    peerEmail: await tenant.asSystem(async (scope) => (await findUser(scope.tx, peer.userId as UserId))!.email!),
    newcomer,
    stranger,
    gone,
    founder,
    strong: strong.userId,
    ownGroup: ownGroup!,
    otherGroup: otherGroup!,
    device: peer.sessionId,
    key: key.sessionId,
    import: received['id']!,
    wave,
    pausedWave,
    mail: mails[0]!,
    kept: mails[1]!,
    act,
    runningAct,
    verification,
    view,
    activation: activation!,
    reset: reset!,
  };
}

async function contentOf({ call }: World, owner: Principal): Promise<unknown> {
  const { json } = await call(owner, 'GET', '/api/v1/welcome/templates');
  return (json as { templates: { content: unknown }[] }).templates[0]!.content;
}

export async function linkParts(app: App, tenant: TestTenant, id: ActivationId) {
  const links = await tenant.asSystem((scope) => linksFor(app, scope, [id]));
  const [, linkId = '', secret = ''] = /\/(?:activate|reset)\/([^#]+)#(.+)$/.exec(links.get(id)!.url) ?? [];
  return { id: linkId, secret };
}

export const PEOPLE =
  'Personeelsnummer;Voornaam;Achternaam;E-mail\n9001;Noor;Bakker;noor.bakker@welkom.example\n9002;Sam;;geen adres\n';
export const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
