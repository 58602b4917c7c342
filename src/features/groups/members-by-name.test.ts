import { beforeAll, expect, test } from 'vitest';
import { makeTestTenant, type TestTenant, useTestApp } from '../../../test/harness/app.ts';
import type { GroupId, UserId } from '../../kernel/ids.ts';
import { newId } from '../../kernel/ids.ts';
import { changeUser, createUser, findUser } from '../users/index.ts';
import { addMembers, createGroup } from './change-groups.ts';
import { showMembers } from './show-groups.ts';

const given = useTestApp();
let tenant: TestTenant;
beforeAll(async () => {
  tenant = await makeTestTenant(given.app);
});

const add = (lastName: string) =>
  tenant.asSystem((scope) => createUser(scope, { firstName: 'Sam', lastName, email: `${newId()}@welkom.test`, source: 'form' }));
const namesIn = (id: GroupId) =>
  tenant.asSystem(async (scope) => (await showMembers(scope, { id, cursor: null, limit: 50 })).items.map(({ name }) => name));

test('a membership keeps its place by name, also when the name changes', async () => {
  const group = await tenant.as('admin', async (scope) => (await createGroup(scope, { name: 'Choir', description: '' })).group);
  const id = group.id as GroupId;
  const [zwart, aalders] = [await add('Zwart'), await add('Aalders')];
  await tenant.as('admin', (scope) => addMembers(scope, id, [zwart, aalders], false));
  expect((await namesIn(id)).filter((name) => name.startsWith('Sam'))).toEqual(['Sam Aalders', 'Sam Zwart']);
  await tenant.as('admin', async (scope) => {
    const { version } = (await findUser(scope.tx, zwart as UserId))!;
    await changeUser(scope, zwart, { version, lastName: 'Aafjes' });
  });
  expect((await namesIn(id)).filter((name) => name.startsWith('Sam'))).toEqual(['Sam Aafjes', 'Sam Aalders']);
  const wrong = await tenant.asSystem(({ tx }) =>
    tx
      .selectFrom('group_members as m')
      .innerJoin('users as u', 'u.id', 'm.user_id')
      .select('u.id')
      .whereRef('m.sort_name', '!=', 'u.sort_name')
      .execute(),
  );
  expect(wrong).toEqual([]);
});
