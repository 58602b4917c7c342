import { beforeAll, expect, test } from 'vitest';
import { makeTestTenant, type TestTenant, useTestApp } from '../../../test/harness/app.ts';
import { arrivals } from '../../contract/arrivals.ts';
import { newId, type UserId } from '../../kernel/ids.ts';
import { showAuditLog } from '../audit/index.ts';
import { showUser } from '../users/index.ts';
import { sendOneWelcome } from '../welcome/index.ts';
import { createArrival } from './create-arrival.ts';
import { welcomeOnDayJob } from './jobs.ts';
import { planWelcome } from './plan-welcome.ts';

const given = useTestApp();
let tenant: TestTenant;
beforeAll(async () => {
  tenant = await makeTestTenant(given.app);
});

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const create = async (notice: object): Promise<UserId> => {
  const form = { key: newId(), firstName: 'Nora', lastName: 'Nieuw', email: `${newId()}@zorg.example`, notice };
  return (await tenant.as('admin', (scope) => createArrival(given.app, scope, arrivals.create.body.parse(form)))).id;
};
const plan = (id: UserId, day: string | null) => tenant.as('user_manager', (scope) => planWelcome(scope, id, day));
const welcomeOn = async (id: UserId) => (await tenant.as('admin', (scope) => showUser(scope, id))).facts.welcomeOn;
const comes = (id: UserId, day: string) =>
  welcomeOnDayJob.handler(given.app, { userId: id, day }, { tenantId: tenant.id, by: null });
const mails = (id: UserId) =>
  tenant.asSystem(({ tx }) => tx.selectFrom('mails').select('id').where('user_id', '=', id).execute());

test('the day moves, and only the last one counts', async () => {
  const id = await create({ when: 'onDay', day: inDays(3) });
  await plan(id, inDays(9));
  expect(await welcomeOn(id)).toBe(inDays(9));
  await comes(id, inDays(3));
  expect(await mails(id), 'the day of before').toEqual([]);
  await comes(id, inDays(9));
  expect(await mails(id)).toHaveLength(1);
});

test('a day for whoever was made without a notice, and none again; what stays is not recorded', async () => {
  const id = await create({ when: 'later' });
  for (const day of [inDays(2), inDays(2), null, null]) await plan(id, day);
  expect(await welcomeOn(id)).toBeNull();
  await comes(id, inDays(2));
  expect(await mails(id)).toEqual([]);
  const { items } = await tenant.as('admin', (scope) =>
    showAuditLog(scope, { event: 'welcome.planned', targetId: id, cursor: null, limit: 10 }),
  );
  expect(items.map((item) => item.detail)).toEqual([
    { welcomeOn: { before: inDays(2), after: null } },
    { welcomeOn: { before: null, after: inDays(2) } },
  ]);
});

test('whoever has a way in has no day to wait for; a day that passed is none', async () => {
  const id = await create({ when: 'later' });
  await expect(plan(id, '2020-01-01')).rejects.toThrow('arrivals.dayPassed');
  await tenant.as('admin', (scope) => sendOneWelcome(given.app, scope, { userId: id, key: newId() }));
  await expect(plan(id, inDays(2))).rejects.toThrow('arrivals.notWaiting');
  await expect(plan(newId<'user'>(), null)).rejects.toThrow('users.notFound');
  await expect(tenant.as('member', (scope) => planWelcome(scope, id, null))).rejects.toThrow('forbidden');
});
