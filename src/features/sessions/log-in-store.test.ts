import { beforeAll, expect, test } from 'vitest';
import { makeTestTenant, type TestTenant, useTestApp } from '../../../test/harness/app.ts';
import { newId, type UserId } from '../../kernel/ids.ts';
import { UnknownTenant } from '../../platform/db/database.ts';
import { composeEvent } from '../audit/index.ts';
import { createUser, deactivateUsers, findUser, loginName, markActivated, raiseAuthEpoch } from '../users/index.ts';
import { keepFirstPassword } from './keep-password.ts';
import { comingIn } from './let-in.ts';
import { beginLogIn, enter, type Meant } from './log-in-store.ts';
import { makeRememberSeen } from './remember-seen.ts';
import { makeSession } from './start-session.ts';

const given = useTestApp();
const REQUEST = new Request('http://welkom.test/');
let tenant: TestTenant;
beforeAll(async () => {
  tenant = await makeTestTenant(given.app);
});

async function active(): Promise<{ id: UserId; email: string }> {
  const email = `p-${newId()}@zorggroep.example`;
  const id = await tenant.asSystem(async (scope) => {
    const made = await createUser(scope, { firstName: 'Piet', lastName: 'Post', email, source: 'form' });
    await keepFirstPassword(scope, made, 'a hash');
    await markActivated(scope, made);
    return made;
  });
  return { id, email };
}
const begin = (typed: string, device?: { userId: UserId; serial: string }, tenantId = tenant.id) =>
  beginLogIn(given.app.db, tenantId, loginName(typed), device, [], 0);
const enterAs = (meant: Meant, shift = 0) => {
  const { doer, subject } = comingIn(meant.person!, 'password');
  const session = makeSession('member', REQUEST);
  const event = composeEvent(doer, 'user.loggedIn', subject);
  return enter(
    given.app.db,
    tenant.id,
    { person: meant.person!, tryKey: meant.tryKey, betterHash: undefined, session, event },
    shift,
  );
};
const rows = (id: UserId) =>
  tenant.asSystem(async ({ tx }) => ({
    sessions: await tx.selectFrom('sessions').select(['id', 'last_seen_at']).where('user_id', '=', id).execute(),
    events: await tx.selectFrom('audit_events').select('event').where('actor_id', '=', id).execute(),
    seen: (await findUser(tx, id))!.last_seen_at,
  }));

test('whoever is meant comes with a try taken, and an unknown environment is none', async () => {
  const { id, email } = await active();
  expect(await begin(email)).toMatchObject({ person: { id, mayComeIn: true }, passwordHash: 'a hash', known: false, wait: 0 });
  expect(await begin('nobody at all')).toMatchObject({ person: null, passwordHash: undefined, known: false, wait: 0 });
  await expect(begin(email, undefined, newId<'tenant'>())).rejects.toThrow(UnknownTenant);
});

test('a device counts by itself only at the account it was logged in to', async () => {
  const [one, other] = [await active(), await active()];
  const device = { userId: one.id, serial: 'abc' };
  const [own, foreign, none] = [await begin(one.email, device), await begin(other.email, device), await begin('nobody', device)];
  expect([own.known, foreign.known, none.known]).toEqual([true, false, false]);
  expect(own.tryKey).toBe(`${(await begin(one.email)).tryKey}:abc`);
  expect(foreign.tryKey).toBe((await begin(other.email)).tryKey);
});

test.each<[string, (id: UserId) => Promise<unknown>]>([
  ['logged out everywhere', (id) => tenant.asSystem((scope) => raiseAuthEpoch(scope, id))],
  ['deactivated', (id) => tenant.asSystem(async (scope) => deactivateUsers(scope, [(await findUser(scope.tx, id))!], null))],
  [
    'given another role',
    (id) => tenant.asSystem(({ tx }) => tx.updateTable('users').set({ role: 'admin' }).where('id', '=', id).execute()),
  ],
])('somebody %s while the password is checked does not come in, and nothing is written', async (_how, happens) => {
  const { id, email } = await active();
  const meant = await begin(email);
  await happens(id);
  const before = await rows(id);
  expect(await enterAs(meant)).toBeNull();
  expect(await rows(id)).toEqual(before);
});

test('coming in writes the session and its event; the person is seen with the next round, and never earlier than before', async () => {
  const { id, email } = await active();
  const rememberSeen = makeRememberSeen();
  expect(await enterAs(await begin(email), 3_600_000)).toBe('in');
  const { sessions, events, seen } = await rows(id);
  expect(events).toEqual([{ event: 'user.loggedIn' }]);
  expect(sessions).toHaveLength(1);
  expect(seen?.getTime()).toBeLessThan(sessions[0]!.last_seen_at.getTime());
  await rememberSeen(given.app, tenant.id);
  expect((await rows(id)).seen).toEqual(sessions[0]!.last_seen_at);
  expect(await enterAs(await begin(email))).toBe('in');
  await rememberSeen(given.app, tenant.id);
  expect((await rows(id)).seen).toEqual(sessions[0]!.last_seen_at);
});

test('more sessions than are looked at in one go are all remembered', async () => {
  const { id } = await active();
  const other = await active();
  await tenant.asSystem(async ({ tx, now }) => {
    const row = { tenant_id: tenant.id, auth_epoch: 1, device: '', origin: null, created_at: now, expires_at: now };
    const at = (n: number) => new Date(now.getTime() + 60_000 + (n % 3));
    const many = Array.from({ length: 1500 }, (_, n) => ({
      ...row,
      id: newId(),
      secret_hash: newId(),
      user_id: id,
      last_seen_at: at(n),
    }));
    await tx.insertInto('sessions').values(many).execute();
    await tx
      .insertInto('sessions')
      .values({ ...row, id: newId(), secret_hash: newId(), user_id: other.id, last_seen_at: at(5) })
      .execute();
  });
  await makeRememberSeen()(given.app, tenant.id);
  const [one, two] = [await rows(id), await rows(other.id)];
  expect(one.seen).toEqual(two.sessions[0]!.last_seen_at);
  expect(two.seen).toEqual(two.sessions[0]!.last_seen_at);
});
