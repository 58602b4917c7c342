import { beforeAll, beforeEach, expect, test } from 'vitest';
import { makeTestTenant, type TestTenant, useTestApp } from '../../../test/harness/app.ts';
import { type GroupId, newId, type UserId } from '../../kernel/ids.ts';
import { allActs } from '../../main/acts.ts';
import { allBelongings } from '../../main/belongings.ts';
import { inTenant } from '../../platform/scope.ts';
import { carryOutAct, startAct } from '../acts/index.ts';
import { auditBelongings, showAuditLog } from '../audit/index.ts';
import { erasePerson } from '../leaving/index.ts';
import { rightsOf } from '../tenants/index.ts';
import { createUser, deactivateUsers, findUser, lockUsers } from '../users/index.ts';
import { addMembers, changeMember, createGroup, takeOut } from './change-groups.ts';
import { groupsOf } from './groups-store.ts';

const given = useTestApp();
let tenant: TestTenant;
let group: GroupId;
beforeAll(async () => {
  tenant = await makeTestTenant(given.app);
});
beforeEach(async () => {
  const made = await tenant.as('admin', (scope) => createGroup(scope, { name: `Choir ${newId()}`, description: '' }));
  group = made.group.id as GroupId;
});

const add = (lastName: string) =>
  tenant.asSystem((scope) => createUser(scope, { firstName: 'G', lastName, email: `${newId()}@x.example`, source: 'form' }));
const storyOf = async (id: string) =>
  (await tenant.as('admin', (scope) => showAuditLog(scope, { targetId: id, cursor: null, limit: 50 }))).items
    .filter(({ event }) => event.startsWith('group.'))
    .map(({ event, actor, target }) => [event, actor.name, target?.id]);

test('who is added to a group, made its admin or taken out has it in their story, with who and which group', async () => {
  const [one, two] = [await add('One'), await add('Two')];
  await tenant.as('owner', (scope) => addMembers(scope, group, [one], false));
  await tenant.as('owner', (scope) => addMembers(scope, group, [one, two], false));
  await tenant.as('admin', (scope) => changeMember(scope, group, two, true));
  await tenant.as('owner', (scope) => takeOut(scope, group, two));
  expect(await storyOf(one)).toEqual([['group.membersAdded', 'Test owner', group]]);
  expect(await storyOf(two)).toEqual([
    ['group.memberTakenOut', 'Test owner', group],
    ['group.memberChanged', 'Test admin', group],
    ['group.membersAdded', 'Test owner', group],
  ]);
  const admin = await tenant.actor('admin');
  expect(await storyOf(admin.kind === 'user' ? admin.userId : '')).toContainEqual(['group.created', 'Test admin', group]);
});

test('also where they were many, and of many groups', async () => {
  const many: UserId[] = [];
  for (let n = 0; n < 21; n++) many.push(await add(`${n}`));
  await tenant.as('owner', (scope) => addMembers(scope, group, many.slice(1), false));
  await tenant.as('owner', (scope) => addMembers(scope, group, many, false));
  const other = await tenant.as(
    'admin',
    async (scope) => (await createGroup(scope, { name: newId(), description: '' })).group.id,
  );
  await tenant.as('owner', (scope) => addMembers(scope, other as GroupId, [...many].reverse(), true));
  for (const id of many)
    expect(await storyOf(id)).toEqual([
      ['group.membersAdded', 'Test owner', other],
      ['group.membersAdded', 'Test owner', group],
    ]);
  expect(await storyOf(await add('Last'))).toEqual([]);
});

test('their own file tells it, and not whom else; erasing one leaves it to the other', async () => {
  const [one, two] = [await add('One'), await add('Two')];
  await tenant.as('owner', (scope) => addMembers(scope, group, [one, two], false));
  const fileOf = async (id: UserId) =>
    (await tenant.asSystem((scope) => auditBelongings.about(scope, id))) as { events: { event: string; to: string }[] };
  const { events } = await fileOf(one);
  expect(events).toContainEqual(
    expect.objectContaining({ event: 'group.membersAdded', by: 'Test owner', detail: { admin: false } }),
  );
  expect(JSON.stringify(events)).not.toContain(two);
  await tenant.asSystem(async (scope) => deactivateUsers(scope, await lockUsers(scope.tx, [two]), null));
  await tenant.as('owner', (scope) => erasePerson(scope, allBelongings, { id: two, name: 'G Two' }));
  expect(await storyOf(one)).toEqual([['group.membersAdded', 'Test owner', group]]);
});

test('who looks after some groups fills those of now, and what they do stands in the story of whoever is out of reach by it', async () => {
  const other = await tenant.as('admin', (scope) => createGroup(scope, { name: `Band ${newId()}`, description: '' }));
  const manager = await tenant.asSystem((scope) =>
    createUser(scope, { firstName: 'M', lastName: 'M', email: `${newId()}@x.example`, role: 'user_manager', source: 'form' }),
  );
  const one = await add('One');
  await tenant.as('owner', (scope) => addMembers(scope, group, [one], false));
  const looksAfter = (reach: string[]) =>
    tenant.asSystem(({ tx }) => tx.updateTable('users').set({ reach }).where('id', '=', manager).execute());
  const start = async (act: string, groupId: string) => {
    const actor = await tenant.asSystem(async ({ tx }) => {
      const { reach } = (await findUser(tx, manager))!;
      const rights = rightsOf({ role: 'user_manager', reach });
      return {
        kind: 'user',
        userId: manager,
        sessionId: null,
        name: 'M',
        role: 'user_manager',
        locale: 'en',
        ...rights,
      } as const;
    });
    const asked = { id: newId(), act, params: { groupId }, selection: { userIds: [one] }, dryRun: false };
    return inTenant(given.app, { tenantId: tenant.id, actor }, (scope) => startAct(scope, allActs, asked));
  };
  await looksAfter([group, other.group.id]);
  const late = await start('addToGroup', other.group.id);
  await looksAfter([group]);
  for (const { id } of [late, await start('takeOutOfGroup', group)]) await carryOutAct(given.app, allActs, tenant.id, id);
  expect(await tenant.asSystem((scope) => groupsOf(scope.tx, one))).toEqual([]);
  const { items } = await tenant.as('admin', (scope) => showAuditLog(scope, { targetId: one, cursor: null, limit: 1 }));
  expect(items).toMatchObject([{ event: 'users.acted', target: { id: one }, detail: { act: 'takeOutOfGroup', done: 1 } }]);
});
