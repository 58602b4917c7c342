import { beforeAll, expect, test } from 'vitest';
import { makeTestTenant, type TestTenant, useTestApp } from '../../../test/harness/app.ts';
import { newId, type UserId } from '../../kernel/ids.ts';
import { UnknownTenant } from '../../platform/db/database.ts';
import { composeEvent } from '../audit/index.ts';
import { createUser, deactivateUsers, findUser, loginName, markActivated, raiseAuthEpoch } from '../users/index.ts';
import { keepFirstPassword } from './keep-password.ts';
import { comingIn } from './let-in.ts';
import type { Meant } from './log-in-store.ts';
import { makeTurns, type Turns } from './log-in-turns.ts';
import { makeRememberSeen } from './remember-seen.ts';
import { makeSession } from './start-session.ts';

const given = useTestApp();
const REQUEST = new Request('http://welkom.test/');
let tenant: TestTenant;
let turns: Turns;
beforeAll(async () => {
  tenant = await makeTestTenant(given.app);
  turns = makeTurns(given.app)(tenant.id);
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
const begin = (typed: string, device?: { userId: UserId; serial: string }, at = turns) =>
  at.begin({ name: loginName(typed), device, network: 'test' });
const entryOf = (meant: Meant) => {
  const { doer, subject } = comingIn(meant.person!, 'password');
  const event = composeEvent(doer, 'user.loggedIn', subject);
  return { person: meant.person!, tryKey: meant.tryKey, betterHash: undefined, session: makeSession('member', REQUEST), event };
};
const enterAs = (meant: Meant) => turns.enter(entryOf(meant));
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
  await expect(begin(email, undefined, makeTurns(given.app)(newId<'tenant'>()))).rejects.toThrow(UnknownTenant);
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
  given.app.clock.shift += 3_600_000;
  expect(await enterAs(await begin(email)).finally(() => (given.app.clock.shift -= 3_600_000))).toBe('in');
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

test('those of the same moment go together, each with an answer of its own', async () => {
  const people = [await active(), await active(), await active()] as const;
  const [one, two, three] = people;
  const meant = await Promise.all([...people.map(({ email }) => begin(email)), begin('nobody')]);
  expect(meant.map(({ person }) => person?.id ?? null)).toEqual([one.id, two.id, three.id, null]);
  await tenant.asSystem((scope) => raiseAuthEpoch(scope, two.id));
  const outcomes = await Promise.all([three, two, one].map(({ id }) => enterAs(meant.find(({ person }) => person?.id === id)!)));
  expect(outcomes).toEqual(['in', null, 'in']);
  expect((await rows(two.id)).sessions).toEqual([]);
});

test('one that the database refuses takes no other along', async () => {
  const [one, other] = [await active(), await active()];
  const [right, broken] = await Promise.all([begin(one.email), begin(other.email)]);
  const entry = entryOf(broken);
  const twice = { ...entry, session: { ...entry.session, id: (await rowsAfter(right)).id as typeof entry.session.id } };
  const again = await begin(one.email);
  const answers = await Promise.allSettled([turns.enter(twice), enterAs(again)]);
  expect(answers.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
  expect((await rows(one.id)).sessions).toHaveLength(2);
  expect((await rows(other.id)).sessions).toHaveLength(0);
});

async function rowsAfter(meant: Meant) {
  await enterAs(meant);
  return (await rows(meant.person!.id)).sessions[0]!;
}

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
