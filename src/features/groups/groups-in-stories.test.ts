import { beforeAll, beforeEach, expect, test } from 'vitest';
import { makeTestTenant, type TestTenant, useTestApp } from '../../../test/harness/app.ts';
import { type GroupId, newId, type UserId } from '../../kernel/ids.ts';
import { allBelongings } from '../../main/belongings.ts';
import { auditBelongings, showAuditLog } from '../audit/index.ts';
import { erasePerson } from '../leaving/index.ts';
import { createUser, deactivateUsers, lockUsers } from '../users/index.ts';
import { addMembers, changeMember, createGroup, takeOut } from './change-groups.ts';

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
