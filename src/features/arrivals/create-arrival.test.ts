import { beforeAll, expect, test } from 'vitest';
import { makeTestTenant, type TestTenant, useTestApp } from '../../../test/harness/app.ts';
import { arrivals } from '../../contract/arrivals.ts';
import type { Role } from '../../contract/permissions.ts';
import { newId, type UserId } from '../../kernel/ids.ts';
import { createGroup, groupsOf } from '../groups/index.ts';
import { showUser } from '../users/index.ts';
import { createArrival } from './create-arrival.ts';
import { welcomeOnDayJob } from './jobs.ts';
import { lookAtAddress } from './look-at-address.ts';

const given = useTestApp();
let tenant: TestTenant;
beforeAll(async () => {
  tenant = await makeTestTenant(given.app);
});

const form = (more: Record<string, unknown> = {}) =>
  arrivals.create.body.parse({ key: newId(), firstName: 'Nora', lastName: 'Nieuw', email: `${newId()}@zorg.example`, ...more });
const create = (input: ReturnType<typeof form>, by: Role = 'admin') =>
  tenant.as(by, (scope) => createArrival(given.app, scope, input));
const person = (id: UserId) => tenant.as('admin', (scope) => showUser(scope, id));
const mailsTo = (id: UserId) =>
  tenant.asSystem((scope) => scope.tx.selectFrom('mails').select(['kind', 'state']).where('user_id', '=', id).execute());

test('by default a mail with the activation link goes out, into the mailbox while mails are kept', async () => {
  const { id, welcome } = await create(form());
  expect(welcome).toBe('kept');
  expect(await person(id)).toMatchObject({ status: 'invited', role: 'member', kind: 'internal', source: 'form' });
  expect(await mailsTo(id)).toMatchObject([{ kind: 'welcome' }]);
});

test('not notified: no mail and no live link, but the groups have their member at once', async () => {
  const { group } = await tenant.as('admin', (scope) => createGroup(scope, { name: 'Keuken', description: '' }));
  const { id, welcome } = await create(form({ notice: { when: 'later' }, groupIds: [group.id] }));
  expect(welcome).toBe('later');
  expect(await person(id)).toMatchObject({ status: 'not_invited' });
  expect(await mailsTo(id)).toEqual([]);
  expect(await tenant.asSystem((scope) => groupsOf(scope.tx, id))).toMatchObject([{ name: 'Keuken' }]);
});

test('on a day: held until then, sent once when it comes, and not when it was moved', async () => {
  const day = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10);
  const { id, welcome } = await create(form({ notice: { when: 'onDay', day } }));
  expect(welcome).toBe('onDay');
  expect((await person(id)).facts.welcomeOn).toBe(day);
  const context = { tenantId: tenant.id, by: null };
  await welcomeOnDayJob.handler(given.app, { userId: id, day: '2020-01-01' }, context);
  expect(await mailsTo(id), 'a job of another day does nothing').toEqual([]);
  await welcomeOnDayJob.handler(given.app, { userId: id, day }, context);
  await welcomeOnDayJob.handler(given.app, { userId: id, day }, context);
  expect(await mailsTo(id)).toMatchObject([{ kind: 'welcome' }]);
  await expect(create(form({ notice: { when: 'onDay', day: '2020-01-01' } }))).rejects.toThrow('arrivals.dayPassed');
});

test('a double click makes one', async () => {
  const input = form();
  const [first, second] = await Promise.all([create(input), create(input)]);
  expect([first.id, second.id]).toEqual([input.key, input.key]);
  expect([first.welcome, second.welcome]).toEqual(['kept', 'kept']);
  const silent = form({ notice: { when: 'later' } });
  expect([(await create(silent)).welcome, (await create(silent)).welcome]).toEqual(['later', 'later']);
  expect(await mailsTo(input.key as UserId)).toHaveLength(1);
  const another = create(form({ key: input.key }));
  await expect(another, 'of another person it would be said that they were made').rejects.toThrow('idempotencyKeyReused');
});

test('what is wrong is said by field, and nothing is half done', async () => {
  const taken = await create(form());
  const { email } = await person(taken.id);
  await expect(create(form({ email: email?.toUpperCase() }))).rejects.toMatchObject({
    code: 'users.emailTaken',
    fields: [{ path: 'body.email' }],
  });
  await expect(create(form({ email: 'no address' }))).rejects.toThrow('email.space');
  await expect(create(form({ email: null }))).rejects.toThrow('arrivals.nothingToLogInWith');
  const unknown = form({ groupIds: [newId()] });
  await expect(create(unknown)).rejects.toThrow('groups.notFound');
  await expect(person(unknown.key as UserId)).rejects.toThrow('users.notFound');
});

test('nobody gives what he lacks', async () => {
  await expect(create(form({ role: 'admin' }), 'user_manager')).rejects.toThrow('forbidden');
  await expect(create(form({ role: 'owner' }), 'admin')).rejects.toThrow('forbidden');
  await expect(create(form(), 'member')).rejects.toThrow('forbidden');
  expect(await person((await create(form({ role: 'content_manager' }))).id)).toMatchObject({ role: 'content_manager' });
});

test('while an address is typed the form says whose it is', async () => {
  const { id } = await create(form());
  const { email, name } = await person(id);
  expect(await tenant.as('admin', (scope) => lookAtAddress(scope, ` ${email?.toUpperCase()} `))).toMatchObject({
    problem: null,
    taken: { id, name },
  });
  expect(await tenant.as('admin', (scope) => lookAtAddress(scope, 'nobody@'))).toMatchObject({
    problem: 'badDomain',
    taken: null,
  });
});
