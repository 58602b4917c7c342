import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PERMISSIONS, type Permission, ROLES, type Role } from '../../../src/contract/permissions.ts';
import { carryOutAct } from '../../../src/features/acts/index.ts';
import { hashPassword, makeIdentify } from '../../../src/features/sessions/index.ts';
import { permissionsOf } from '../../../src/features/tenants/index.ts';
import { AppError } from '../../../src/kernel/app-error.ts';
import { newId } from '../../../src/kernel/ids.ts';
import { allActs } from '../../../src/main/acts.ts';
import { makeHttp } from '../../../src/main/http.ts';
import { amount, isLong, SEED, timer } from '../../harness/amount.ts';
import { makeTestTenant, type TestTenant, useTestApp } from '../../harness/app.ts';
import { type TableState, watchTables } from '../../harness/table-state.ts';
import { caller, type Heard, makePeople, PASSWORD, type Principal } from './world.ts';

const given = useTestApp();
let tenant: TestTenant;
let state: TableState;
let call: ReturnType<typeof caller>;
const identify = makeIdentify();
/** Whoever may act: people by their sessions, and keys that some of them made. */
let actors: (Principal & { scopes: readonly Permission[] | null })[];
let groups: string[];

beforeAll(async () => {
  const { app } = given;
  tenant = await makeTestTenant(app);
  state = await watchTables(app.db.url);
  call = caller(makeHttp(app, makeIdentify(), { notReady: async () => null }));
  const people = makePeople(app, tenant, 'welkom.test', await hashPassword(PASSWORD));
  // The environment's first owner was never let in: these two are the only ones who can.
  const roles: Role[] = ['owner', 'owner', 'admin', 'admin', 'user_manager', 'content_manager', 'member', 'read_only'];
  const persons = [];
  for (const role of roles) persons.push({ ...(await people.person(role)), name: 'member' as const, scopes: null });
  const keys = [];
  for (const [maker, scopes] of [
    [persons[0]!, [...PERMISSIONS]],
    [persons[0]!, ['users.read', 'users.deactivate']],
    [persons[2]!, ['users.edit', 'roles.assign']],
    [persons[4]!, ['users.create', 'users.logout']],
  ] as const) {
    keys.push({ ...(await people.key(maker, [...scopes])), name: 'keyOne' as const, scopes });
  }
  actors = [...persons, ...keys];
  groups = [];
  for (const person of [persons[0]!, persons[5]!]) {
    const made = await call(person, 'POST', '/api/v1/groups', { json: { name: `Group ${newId()}` } });
    groups.push((made.json as { id: string }).id);
  }
  await tenant.asSystem((scope) =>
    scope.tx.updateTable('users').set({ deactivated_at: new Date() }).where('id', '=', tenant.owner).execute(),
  );
  await state.settle();
}, 60_000);
afterAll(() => state?.end());

interface Person {
  id: string;
  role: Role;
  active: boolean;
  epoch: number;
}
interface Moment {
  people: Map<string, Person>;
  /** By key: what it may and whether it lives. */
  keys: Map<string, { scopes: string[]; maker: string; lives: boolean }>;
  sessions: Set<string>;
  members: Map<string, Set<string>>;
}

/** What is so now, read from the tables: what the reference policy judges by. */
async function moment(): Promise<Moment> {
  const { rows } = await state.client.query({
    name: 'moment',
    text: `select
      (select json_agg(json_build_object('id', id, 'role', role, 'active', deactivated_at is null and activated_at is not null, 'epoch', auth_epoch)) from users) as people,
      (select json_agg(json_build_object('id', k.id, 'scopes', k.scopes, 'maker', k.maker_id, 'lives', k.revoked_at is null and k.auth_epoch = u.auth_epoch and u.deactivated_at is null)) from api_keys k join users u on u.id = k.maker_id) as keys,
      (select json_agg(s.id) from sessions s join users u on u.id = s.user_id where s.ended_at is null and s.auth_epoch = u.auth_epoch and u.deactivated_at is null) as sessions,
      (select json_agg(json_build_object('group', group_id, 'user', user_id)) from group_members) as members`,
  });
  const [row] = rows;
  const members = new Map<string, Set<string>>();
  for (const { group, user } of row.members ?? []) members.set(group, (members.get(group) ?? new Set()).add(user));
  return {
    people: new Map((row.people as Person[]).map((person) => [person.id, person])),
    keys: new Map(row.keys.map((key: { id: string }) => [key.id, key])),
    sessions: new Set(row.sessions ?? []),
    members,
  };
}

const NOTHING: ReadonlySet<Permission> = new Set();
/** The reference: what somebody may at a moment. */
function rightsOf(now: Moment, actor: (typeof actors)[number]): ReadonlySet<Permission> | null {
  const person = now.people.get(actor.userId);
  if (!person?.active) return null;
  if (actor.scopes === null) return now.sessions.has(actor.sessionId) ? permissionsOf(person.role) : null;
  const key = now.keys.get(actor.sessionId);
  if (!key?.lives) return null;
  return new Set(key.scopes.filter((scope): scope is Permission => permissionsOf(person.role).has(scope as Permission)));
}
const covers = (mine: ReadonlySet<Permission>, theirs: ReadonlySet<Permission>) => [...theirs].every((one) => mine.has(one));

interface Step {
  who: number;
  what: (typeof STEPS)[number];
  target: number;
  role: Role;
  scopes: Permission[];
}
const STEPS = [
  'create',
  'changeRole',
  'deactivate',
  'restore',
  'logOutMany',
  'logOut',
  'rename',
  'reset',
  'makeKey',
  'revokeKey',
  'addMember',
  'takeOut',
  'show',
  'showGroup',
  'audit',
  'mailbox',
  'settings',
] as const;

async function take(step: Step, now: Moment): Promise<Heard> {
  const as = actors[step.who % actors.length]!;
  const ids = [...now.people.keys()];
  const target = ids[step.target % ids.length]!;
  const group = groups[step.target % groups.length]!;
  const post = (path: string, json: unknown) => call(as, 'POST', `/api/v1${path}`, { json });
  const act = async (name: string, params: object = {}) => {
    const id = newId();
    const heard = await post('/acts', { id, act: name, params, selection: { userIds: [target] }, dryRun: false });
    if (heard.status < 300) await carryOutAct(given.app, allActs, tenant.id, id);
    return heard;
  };
  switch (step.what) {
    case 'create':
      return post('/users', {
        key: newId(),
        firstName: 'New',
        lastName: step.role,
        email: `${newId()}@welkom.example`,
        role: step.role,
        notice: { when: 'later' },
      });
    case 'changeRole':
      return act('changeRole', { role: step.role });
    case 'deactivate':
    case 'restore':
      return act(step.what);
    case 'logOutMany':
      return act('logOut');
    case 'logOut':
      return call(as, 'POST', `/api/v1/users/${target}/log-out`);
    case 'rename': {
      const { rows } = await state.client.query('select version from users where id = $1', [target]);
      return call(as, 'PATCH', `/api/v1/users/${target}`, { json: { version: rows[0].version, department: newId() } });
    }
    case 'reset':
      return call(as, 'POST', `/api/v1/users/${target}/reset-password`);
    case 'makeKey':
      return post('/keys', { name: 'one', scopes: step.scopes, expiresInDays: null });
    case 'revokeKey': {
      const keys = [...now.keys.keys()];
      return call(as, 'DELETE', `/api/v1/keys/${keys[step.target % keys.length]}`);
    }
    case 'addMember':
      return post(`/groups/${group}/members`, { userIds: [target] });
    case 'takeOut':
      return call(as, 'DELETE', `/api/v1/groups/${group}/members/${target}`);
    case 'show':
      return call(as, 'GET', `/api/v1/users/${target}`);
    case 'showGroup':
      return call(as, 'GET', `/api/v1/groups/${group}`);
    case 'audit':
    case 'mailbox':
    case 'settings':
      return call(as, 'GET', `/api/v1/${step.what}`);
  }
}

/** The four that must always hold. @throws Error saying which does not */
function judge(step: Step, before: Moment, after: Moment, heard: Heard): void {
  const as = actors[step.who % actors.length]!;
  const rights = rightsOf(before, as) ?? NOTHING;
  const wrong = (what: string) => {
    throw new Error(
      `${what}: ${JSON.stringify(step)} by ${before.people.get(as.userId)?.role}${as.scopes ? ' with a key' : ''}: ${heard.status} ${heard.text.slice(0, 200)}`,
    );
  };
  // 1. Nobody's rights grow but by somebody who has them and may give them.
  for (const [id, person] of after.people) {
    const had = before.people.get(id);
    const gained = [...permissionsOf(person.role)].filter((one) => !had || !permissionsOf(had.role).has(one));
    if (gained.length && !(rights.has(had ? 'roles.assign' : 'users.create') && covers(rights, permissionsOf(person.role))))
      wrong('rights grew');
    if (had && person.role !== had.role && !covers(rights, permissionsOf(had.role))) wrong('somebody stronger was touched');
    if (had && !had.active && person.active && !(rights.has('users.deactivate') && covers(rights, permissionsOf(person.role))))
      wrong('brought back');
    if (had?.active && !person.active && !(rights.has('users.deactivate') && covers(rights, permissionsOf(had.role))))
      wrong('put out');
    if (had && person.epoch !== had.epoch && !covers(rights, permissionsOf(had.role))) wrong('somebody stronger was logged out');
  }
  for (const [id, key] of after.keys) {
    const maker = after.people.get(key.maker)!;
    if (
      !before.keys.has(id) &&
      !(
        rights.has('keys.manage') &&
        as.scopes === null &&
        covers(rights, new Set(key.scopes as Permission[])) &&
        maker.id === as.userId
      )
    )
      wrong('a key with more');
  }
  // 2. Nobody reads what the reference denies, and whoever may is not refused.
  const ids = [...before.people.keys()];
  const group = groups[step.target % groups.length]!;
  const lives = rightsOf(before, as) !== null;
  const may: Partial<Record<Step['what'], boolean>> = {
    show: rights.has('users.read') && ids.length > 0,
    showGroup:
      lives &&
      (rights.has('users.read') ||
        rights.has('groups.manage') ||
        (as.scopes === null && Boolean(before.members.get(group)?.has(as.userId)))),
    audit: rights.has('audit.read'),
    mailbox: rights.has('mailbox.read'),
    settings: rights.has('settings.read'),
  };
  const allowed = may[step.what];
  if (allowed !== undefined && heard.status < 300 !== allowed) wrong(allowed ? 'refused to whoever may' : 'read what is denied');
  if (!lives && heard.status !== 401) wrong('in without a credential');
  // 3. Somebody can always get in who may everything.
  if (![...after.people.values()].some((person) => person.active && person.role === 'owner')) wrong('no owner is left');
}

const step: fc.Arbitrary<Step> = fc.record({
  who: fc.nat(11),
  what: fc.constantFrom(...STEPS),
  target: fc.nat(40),
  role: fc.constantFrom(...ROLES),
  scopes: fc.uniqueArray(fc.constantFrom(...PERMISSIONS), { minLength: 1, maxLength: 4 }),
});

/** Does whatever they carry still open the door? */
async function isLetIn(actor: Principal): Promise<boolean> {
  const request = new Request(`http://${actor.host}/`, { headers: { host: actor.host, ...actor.headers } });
  const who = await identify(request, given.app).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'unauthenticated') return undefined;
    throw error;
  });
  return Boolean(who) && who?.actor.kind !== 'anonymous';
}

const whoIsLetIn = () => Promise.all(actors.map(isLetIn));
const whoMayIn = (now: Moment) => actors.map((actor) => rightsOf(now, actor) !== null);

test('whatever people do in whatever order: no rights grow, nothing denied is read, an owner remains, nobody inactive gets in', async () => {
  const time = timer();
  let [sequences, steps] = [0, 0];
  const sequence = fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 14 }), async (all) => {
    if (time.isUp()) return;
    let now = await moment();
    for (const one of all) {
      const before = now;
      const heard = await take(one, before);
      now = await moment();
      judge(one, before, now, heard);
      steps++;
    }
    // 4. No credential of somebody inactive, or of before a log-out, works.
    expect(await whoIsLetIn()).toEqual(whoMayIn(now));
    await state.restore(await state.changed());
    sequences++;
  });
  await fc.assert(sequence, { numRuns: amount(200, 20_000), seed: SEED, endOnFailure: !isLong });
  if (isLong)
    console.info(`figure: ${sequences} sequences, ${steps} steps, 0 against the four, ${time.seconds()} s, seed ${SEED}`);
}, 7_200_000);

const ANOTHER_KEY = `insert into api_keys select (jsonb_populate_record(k, jsonb_build_object('id', gen_random_uuid(), 'secret_hash', md5(random()::text), 'scopes', '["mailbox.read"]'::jsonb))).* from api_keys k limit 1`;

test.each([
  ['rights grew', 6, 'show', `update users set role = 'owner' where role = 'member'`],
  ['somebody stronger was touched', 2, 'show', `update users set role = 'member' where role = 'owner'`],
  ['put out', 6, 'show', `update users set deactivated_at = now() where role = 'read_only'`],
  ['somebody stronger was logged out', 2, 'show', `update users set auth_epoch = auth_epoch + 1 where role = 'owner'`],
  ['a key with more', 4, 'show', ANOTHER_KEY],
  ['no owner is left', 0, 'show', `update users set deactivated_at = now() where role = 'owner'`],
  ['refused to whoever may', 0, 'settings', '', 403],
  ['read what is denied', 6, 'mailbox', ''],
] as const)('what breaks one of the four is seen: %s', async (what, who, step, plant, status: number = 200) => {
  const before = await moment();
  await state.client.query(plant);
  const after = await moment();
  const taken: Step = { who, what: step, target: 0, role: 'member', scopes: [] };
  const heard: Heard = { status, text: '', json: undefined, headers: new Headers() };
  expect(() => judge(taken, before, after, heard)).toThrow(what);
  await state.restore(await state.changed());
});

test('what breaks one of the four is seen: somebody is in who may not be', async () => {
  const before = await moment();
  expect(await whoIsLetIn()).toEqual(whoMayIn(before));
  await state.client.query(`update users set deactivated_at = now() where role = 'read_only'`);
  expect(await whoIsLetIn()).not.toEqual(whoMayIn(before));
  await state.restore(await state.changed());
});
