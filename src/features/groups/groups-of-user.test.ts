import { expect, test } from 'vitest';
import { makeTestTenant, useTestApp } from '../../../test/harness/app.ts';
import type { GroupId } from '../../kernel/ids.ts';
import { newId } from '../../kernel/ids.ts';
import { type Actor, inTenant } from '../../platform/scope.ts';
import { showAuditLog } from '../audit/index.ts';
import { createUser, deactivateUsers, lockUsers } from '../users/index.ts';
import { addMembers, createGroup } from './change-groups.ts';
import { groupNamesOf, groupsOfUser, handOverGroups } from './groups-of-user.ts';

const given = useTestApp();

test('who is only admin of a group is said, and can hand it over; who is stronger or gone cannot be touched or take over', async () => {
  const tenant = await makeTestTenant(given.app);
  const add = (lastName: string, role: 'member' | 'admin' = 'member') =>
    tenant.asSystem((scope) =>
      createUser(scope, { firstName: 'P', lastName, email: `${newId()}@x.example`, role, source: 'form' }),
    );
  const [anna, bram, gone, strong] = [await add('Anna'), await add('Bram'), await add('Gone'), await add('Strong', 'admin')];
  await tenant.asSystem(async (scope) => deactivateUsers(scope, await lockUsers(scope.tx, [gone]), null));
  await tenant.asSystem(async (scope) => {
    const made = await createGroup(scope, { name: 'Keuken', description: '' });
    await addMembers(scope, made.group.id as GroupId, [anna], true);
  });
  await tenant.as('admin', async (scope) => {
    const made = await createGroup(scope, { name: 'Zorg', description: '' });
    await addMembers(scope, made.group.id as GroupId, [anna], true);
  });
  const groups = await tenant.as('user_manager', (scope) => groupsOfUser(scope, anna));
  expect(groups).toMatchObject([
    { name: 'Keuken', admin: true, onlyAdmin: true, addedBy: null },
    { name: 'Zorg', admin: true, onlyAdmin: false, addedBy: 'Test admin' },
  ]);
  await expect(tenant.as('user_manager', (scope) => handOverGroups(scope, anna, gone))).rejects.toThrow('users.notFound');
  await expect(tenant.as('user_manager', (scope) => handOverGroups(scope, strong, bram))).rejects.toThrow('users.stronger');
  await expect(tenant.as('content_manager', (scope) => handOverGroups(scope, anna, bram))).rejects.toThrow('forbidden');
  expect(await tenant.as('user_manager', (scope) => handOverGroups(scope, anna, bram))).toEqual({ groups: 1 });
  expect(await tenant.as('admin', (scope) => groupsOfUser(scope, bram))).toMatchObject([{ name: 'Keuken', onlyAdmin: false }]);
  const log = await tenant.as('admin', (scope) => showAuditLog(scope, { targetId: anna, cursor: null, limit: 10 }));
  expect(log.items.map((item) => item.event)).toEqual([
    'group.handedOver',
    'group.membersAdded',
    'group.membersAdded',
    'user.created',
  ]);
});

test('whoever looks after some groups hands over none that has an admin out of their sight', async () => {
  const tenant = await makeTestTenant(given.app, { name: 'Sight' });
  const add = (lastName: string) =>
    tenant.asSystem((scope) => createUser(scope, { firstName: 'P', lastName, email: `${newId()}@x.example`, source: 'form' }));
  const [anna, bram, hidden] = [await add('Anna'), await add('Bram'), await add('Hidden')];
  const reach = await tenant.asSystem(async (scope) => {
    const [seen, other] = [
      await createGroup(scope, { name: 'A', description: '' }),
      await createGroup(scope, { name: 'B', description: '' }),
    ];
    await addMembers(scope, seen.group.id as GroupId, [anna, bram], false);
    await addMembers(scope, other.group.id as GroupId, [anna, hidden], true);
    return [seen.group.id];
  });
  const actor = { ...(await tenant.actor('user_manager')), reach } as Actor;
  await inTenant(given.app, { tenantId: tenant.id, actor }, async (scope) => {
    expect(await groupsOfUser(scope, anna)).toMatchObject([{ onlyAdmin: false }, { admin: true, onlyAdmin: false }]);
    expect(await handOverGroups(scope, anna, bram)).toEqual({ groups: 0 });
  });
});

test('the groups of many people at once: the first names of each, and how many there are; of nobody elsewhere', async () => {
  const tenant = await makeTestTenant(given.app, { name: 'Names' });
  const [anna, bram, cara] = await tenant.asSystem(async (scope) => {
    const add = (firstName: string) =>
      createUser(scope, { firstName, lastName: '', email: `${newId()}@x.example`, source: 'form' });
    const people = [await add('Anna'), await add('Bram'), await add('Cara')] as const;
    for (const [at, name] of ['Zorg', 'élan', 'Keuken', 'Bar'].entries()) {
      const { group } = await createGroup(scope, { name, description: '' });
      await addMembers(scope, group.id as GroupId, people.slice(0, at === 2 ? 2 : 1), false);
    }
    return people;
  });
  const names = await tenant.as('user_manager', (scope) => groupNamesOf(scope, [anna, bram, cara], 3));
  expect([...names].sort(([one], [other]) => (one < other ? -1 : 1))).toEqual(
    [
      [anna, { names: ['Bar', 'élan', 'Keuken'], count: 4 }],
      [bram, { names: ['Keuken'], count: 1 }],
    ].sort(([one], [other]) => (one! < other! ? -1 : 1)),
  );
  const elsewhere = await makeTestTenant(given.app, { name: 'Elsewhere' });
  expect([...(await elsewhere.as('user_manager', (scope) => groupNamesOf(scope, [anna], 3)))]).toEqual([]);
  await expect(tenant.as('content_manager', (scope) => groupNamesOf(scope, [anna], 3))).rejects.toThrow('forbidden');
});
