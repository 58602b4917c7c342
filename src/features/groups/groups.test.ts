import { beforeAll, expect, test } from 'vitest';
import { makeTestTenant, type TestTenant, useTestApp } from '../../../test/harness/app.ts';
import { type GroupId, newId, type UserId } from '../../kernel/ids.ts';
import { createUser, deactivateUsers, lockUsers, restoreUsers } from '../users/index.ts';
import { addMembers, changeGroup, changeMember, createGroup, takeOut } from './change-groups.ts';
import { groupToSee } from './group-rights.ts';
import { groupsOf, handOverAdmin } from './groups-store.ts';
import { showGroups, showMembers } from './show-groups.ts';

const given = useTestApp();
let tenant: TestTenant;
let group: GroupId;
let people: UserId[];

beforeAll(async () => {
  tenant = await makeTestTenant(given.app);
  people = await tenant.asSystem(async (scope) => {
    const ids: UserId[] = [];
    for (const lastName of ['Ahrens', 'Berg', 'Claes'])
      ids.push(await createUser(scope, { firstName: 'G', lastName, email: `${newId()}@x.example`, source: 'form' }));
    return ids;
  });
  group = (await tenant.as('content_manager', (scope) => createGroup(scope, { name: 'Wijkteam Oost', description: '' }))).group
    .id as GroupId;
});

const names = async () =>
  (await tenant.as('admin', (scope) => showMembers(scope, { id: group, cursor: null, limit: 200 }))).items.map((row) => row.name);

test('of each member it says whether they are in, invited, or neither yet', async () => {
  const id = await tenant.as(
    'admin',
    async (scope) => (await createGroup(scope, { name: `Way ${newId()}`, description: '' })).group.id,
  );
  await tenant.asSystem(async (scope) => {
    const ids: UserId[] = [];
    for (const lastName of ['Aa', 'Bb', 'Cc'])
      ids.push(await createUser(scope, { firstName: 'W', lastName, email: `${newId()}@x.example`, source: 'form' }));
    await addMembers(scope, id as GroupId, ids, false);
    await scope.tx.updateTable('users').set({ invited_at: scope.now }).where('id', 'in', ids.slice(1)).execute();
    await scope.tx.updateTable('users').set({ activated_at: scope.now }).where('id', '=', ids[2]!).execute();
  });
  const { items } = await tenant.as('admin', (scope) => showMembers(scope, { id, cursor: null, limit: 10 }));
  const ways = Object.fromEntries(items.map(({ name, way }) => [name, way]));
  expect(ways).toMatchObject({ 'W Aa': 'notInvited', 'W Bb': 'invited', 'W Cc': 'in' });
});

test('its maker is its admin, members stand by name, and the kept number is right', async () => {
  expect(await tenant.as('admin', (scope) => addMembers(scope, group, [...people].reverse(), false))).toBe(3);
  expect(await tenant.as('admin', (scope) => addMembers(scope, group, people, false)), 'a second time adds nobody').toBe(0);
  expect(await names()).toEqual(['G Ahrens', 'G Berg', 'G Claes', 'Test content_manager']);
  expect((await tenant.as('admin', (scope) => groupToSee(scope, group))).group.members).toBe(4);
});

test('two groups cannot have one name, whatever its accents and case', async () => {
  await expect(tenant.as('admin', (scope) => createGroup(scope, { name: 'WIJKTEAM Öost', description: '' }))).rejects.toThrow(
    'groups.nameTaken',
  );
});

test('who is not in it and manages nothing does not see it, and who is in it does not change it', async () => {
  await expect(tenant.as('member', (scope) => groupToSee(scope, group))).rejects.toThrow('groups.notFound');
  expect((await tenant.as('member', (scope) => showGroups(scope, { q: '', cursor: null, limit: 10 }))).items).toEqual([]);
  const member = await tenant.actor('member');
  if (member.kind !== 'user') throw new Error('a member is a user');
  await tenant.as('admin', (scope) => addMembers(scope, group, [member.userId], false));
  expect((await tenant.as('member', (scope) => showGroups(scope, { q: 'oost', cursor: null, limit: 10 }))).items).toMatchObject([
    { mine: 'member', may: { edit: false } },
  ]);
  await expect(tenant.as('member', (scope) => addMembers(scope, group, people, false))).rejects.toThrow('forbidden');
  await expect(tenant.as('member', (scope) => takeOut(scope, group, people[0]!))).rejects.toThrow('forbidden');
  const seen = await tenant.as('member', (scope) => showMembers(scope, { id: group, cursor: null, limit: 10 }));
  expect(seen.items.every((row) => row.email === null)).toBe(true);
  await tenant.as('member', (scope) => takeOut(scope, group, member.userId));
  await expect(tenant.as('member', (scope) => groupToSee(scope, group))).rejects.toThrow('groups.notFound');
});

test('somebody of another environment is not added, nor is this group seen from there', async () => {
  const other = await makeTestTenant(given.app, { name: 'B' });
  await expect(tenant.as('admin', (scope) => addMembers(scope, group, [other.owner], false))).rejects.toThrow('users.notFound');
  await expect(other.as('owner', (scope) => groupToSee(scope, group))).rejects.toThrow('groups.notFound');
});

test('two who edit: the second is told', async () => {
  const { group: seen } = await tenant.as('admin', (scope) => groupToSee(scope, group));
  await tenant.as('admin', (scope) => changeGroup(scope, group, { version: seen.version, description: 'first' }));
  await expect(
    tenant.as('admin', (scope) => changeGroup(scope, group, { version: seen.version, description: 'second' })),
  ).rejects.toThrow('conflict');
});

test('deactivated people stand in no list, and are back with their places when restored', async () => {
  await tenant.asSystem(async (scope) => deactivateUsers(scope, await lockUsers(scope.tx, [people[0]!]), null));
  expect(await names()).not.toContain('G Ahrens');
  await tenant.asSystem(async (scope) => restoreUsers(scope, await lockUsers(scope.tx, [people[0]!])));
  expect(await names()).toContain('G Ahrens');
});

test('a place that stays as it is leaves no row in the audit log', async () => {
  const changes = () =>
    tenant.asSystem(
      async ({ tx }) =>
        (await tx.selectFrom('audit_events').select('id').where('event', '=', 'group.memberChanged').execute()).length,
    );
  const before = await changes();
  await tenant.as('admin', (scope) => changeMember(scope, group, people[0]!, true));
  await tenant.as('admin', (scope) => changeMember(scope, group, people[0]!, true));
  await tenant.as('admin', (scope) => changeMember(scope, group, people[0]!, false));
  expect(await changes()).toBe(before + 2);
});

test('the only admin of a group can hand it over', async () => {
  await tenant.as('admin', (scope) => changeMember(scope, group, people[1]!, true));
  const maker = await tenant.actor('content_manager');
  if (maker.kind !== 'user') throw new Error('a content manager is a user');
  await tenant.as('admin', (scope) => changeMember(scope, group, maker.userId, false));
  expect(await tenant.asSystem((scope) => handOverAdmin(scope.tx, people[1]!, people[2]!, scope.now))).toBe(1);
  const mine = await tenant.asSystem((scope) => groupsOf(scope.tx, people[2]!));
  expect(mine).toMatchObject([{ name: 'Wijkteam Oost', admin: true }]);
});
