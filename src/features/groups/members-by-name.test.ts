import { sql } from 'kysely';
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

test('a membership and a word keep what they carry of a person, also when it changes', async () => {
  const group = await tenant.as('admin', async (scope) => (await createGroup(scope, { name: 'Choir', description: '' })).group);
  const id = group.id as GroupId;
  const [zwart, aalders] = [await add('Zwart'), await add('Aalders')];
  await tenant.as('admin', (scope) => addMembers(scope, id, [zwart, aalders], false));
  expect((await namesIn(id)).filter((name) => name.startsWith('Sam'))).toEqual(['Sam Aalders', 'Sam Zwart']);
  await tenant.as('admin', async (scope) => {
    const { version } = (await findUser(scope.tx, zwart as UserId))!;
    await changeUser(scope, zwart, { version, lastName: 'Aafjes', department: 'Care', startDate: '2026-05-04' });
  });
  expect((await namesIn(id)).filter((name) => name.startsWith('Sam'))).toEqual(['Sam Aafjes', 'Sam Aalders']);
  const wrong = await tenant.asSystem(async ({ tx }) => {
    const carried = sql<boolean>`(c.sort_name, c.start_date, c.created_at, c.marks) is distinct from (u.sort_name, u.start_date, u.created_at, u.marks)`;
    const members = await tx
      .selectFrom('group_members as c')
      .innerJoin('users as u', 'u.id', 'c.user_id')
      .select('u.id')
      .where(sql<boolean>`${carried} or (c.department, c.import_id) is distinct from (u.department, u.import_id)`)
      .execute();
    const words = await tx
      .selectFrom('user_words as c')
      .innerJoin('users as u', 'u.id', 'c.user_id')
      .select('u.id')
      .where(carried)
      .execute();
    return [...members, ...words];
  });
  expect(wrong).toEqual([]);
});
