import { beforeEach, expect, test } from 'vitest';
import { makeTestTenant, type TestTenant, useTestApp } from '../../../test/harness/app.ts';
import { applyPlan, importFile, planFile } from '../../../test/harness/import-file.ts';
import type { ImportId, UserId } from '../../kernel/ids.ts';
import { allBelongings } from '../../main/belongings.ts';
import { auditBelongings, showAuditLog } from '../audit/index.ts';
import { erasePerson } from '../leaving/index.ts';
import { deactivateUsers, lockUsers } from '../users/index.ts';
import { applyImport } from './apply-import.ts';
import { cancelImport } from './cancel-import.ts';
import { workOffPlan } from './work-off-plan.ts';

const given = useTestApp();
let tenant: TestTenant;
beforeEach(async () => {
  tenant = await makeTestTenant(given.app, { locale: 'en' });
});

const mail = (n: number) => `p${n}@x.example`;
const fileOf = (numbers: number[], city = 'Utrecht') =>
  ['First name,Last name,Email,Location', ...numbers.map((n) => `P${n},Test,${mail(n)},${city}`)].join('\n');
const upTo = (n: number) => Array.from({ length: n }, (_, at) => at + 1);
const idOf = async (n: number) =>
  (
    await tenant.asSystem(({ tx }) =>
      tx.selectFrom('users').select('id').where('email_key', '=', mail(n)).executeTakeFirstOrThrow(),
    )
  ).id as UserId;
const storyOf = async (n: number) => {
  const targetId = await idOf(n);
  const { items } = await tenant.as('admin', (scope) => showAuditLog(scope, { targetId, cursor: null, limit: 50 }));
  return items.map(({ event, actor, target }) => [event, actor.name, target?.id]);
};

test('an import stands in the story of everybody it brought in or changed, in whatever order, and of nobody else', async () => {
  const first = await importFile(given.app, tenant, fileOf(upTo(25)));
  const made = ['import.applied', 'Test owner', first.id];
  const planned = await planFile(given.app, tenant, fileOf([24, 7, 19, 30, 2], 'Gouda'));
  const second = await applyPlan(given.app, tenant, planned, { chunk: 2 });
  expect(second.result).toMatchObject({ created: 1, changed: 4 });
  const changed = ['import.applied', 'Test owner', second.id];
  expect(await storyOf(1)).toEqual([made]);
  for (const n of [2, 7, 19, 24]) expect(await storyOf(n)).toEqual([changed, made]);
  expect(await storyOf(30)).toEqual([changed]);
  await importFile(given.app, tenant, fileOf(upTo(25).reverse(), 'Delft'));
  for (const n of upTo(25)) expect(await storyOf(n)).toHaveLength([2, 7, 19, 24].includes(n) ? 3 : 2);
});

test('stopped on the way it stands with those who are in', async () => {
  const planned = await planFile(given.app, tenant, fileOf(upTo(6)));
  const id = planned.id as ImportId;
  await tenant.as('owner', (scope) => applyImport(scope, id, planned.plan));
  let steps = 0;
  const dying = Object.assign(Object.create(given.app) as typeof given.app, {
    db: {
      ...given.app.db,
      inTenant: ((who, work) =>
        ++steps > 2 ? Promise.reject(new Error('killed')) : given.app.db.inTenant(who, work)) as typeof given.app.db.inTenant,
    },
  });
  await expect(workOffPlan(dying, tenant.id, id, { chunk: 2 })).rejects.toThrow('killed');
  await tenant.as('admin', (scope) => cancelImport(scope, id));
  for (const n of upTo(4)) expect(await storyOf(n)).toEqual([['import.applied', 'Test owner', id]]);
});

test('their own file tells it; erasing one takes nothing from the others', async () => {
  await importFile(given.app, tenant, fileOf([1, 2]));
  const [one, two] = [await idOf(1), await idOf(2)];
  const { events } = (await tenant.asSystem((scope) => auditBelongings.about(scope, one))) as { events: object[] };
  expect(events).toContainEqual(expect.objectContaining({ event: 'import.applied', by: 'Test owner', to: 'people.csv' }));
  await tenant.asSystem(async (scope) => deactivateUsers(scope, await lockUsers(scope.tx, [two]), null));
  await tenant.as('owner', (scope) => erasePerson(scope, allBelongings, { id: two, name: 'P2 Test' }));
  expect(await storyOf(1)).toHaveLength(1);
});
