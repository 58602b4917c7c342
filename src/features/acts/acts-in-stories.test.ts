import { beforeAll, beforeEach, expect, test } from 'vitest';
import { makeTestTenant, type TestTenant, useTestApp } from '../../../test/harness/app.ts';
import type { Selection } from '../../contract/users.ts';
import { type GroupId, newId, type UserId } from '../../kernel/ids.ts';
import { allActs } from '../../main/acts.ts';
import { allBelongings } from '../../main/belongings.ts';
import { auditBelongings, showAuditLog } from '../audit/index.ts';
import { addMembers, createGroup } from '../groups/index.ts';
import { erasePerson } from '../leaving/index.ts';
import { createUser, findUser } from '../users/index.ts';
import { carryOutAct } from './carry-out-act.ts';
import { cancelAct, startAct } from './start-act.ts';

const given = useTestApp();
let tenant: TestTenant;
let people: [UserId, UserId, UserId];

beforeAll(async () => {
  tenant = await makeTestTenant(given.app);
});
const newPerson = (lastName: string) =>
  tenant.asSystem((scope) => createUser(scope, { firstName: 'P', lastName, email: `${newId()}@x.example`, source: 'form' }));
beforeEach(async () => {
  people = [await newPerson('One'), await newPerson('Two'), await newPerson('Three')];
});

const begin = async (act: string, selection: Selection, params: Record<string, unknown> = {}, dryRun = false) => {
  const id = newId();
  await tenant.as('owner', (scope) => startAct(scope, allActs, { id, act, params, selection, dryRun }));
  return id;
};
const act = async (...asked: Parameters<typeof begin>) => carryOutAct(given.app, allActs, tenant.id, await begin(...asked));
const storyOf = async (id: string, limit = 50, cursor: number | null = null) =>
  tenant.as('admin', (scope) => showAuditLog(scope, { targetId: id, cursor, limit }));
const actsIn = async (id: string) =>
  (await storyOf(id)).items.filter((item) => 'act' in item.detail).map((item) => [item.actor.name, item.detail['act']]);

test('an act on many stands in the story of everybody it truly changed, with who and when, and of nobody else', async () => {
  const [one, two, three] = people;
  await act('changeRole', { userIds: [two] }, { role: 'content_manager' });
  await act('changeRole', { userIds: people }, { role: 'content_manager' });
  const by = [['Test owner', 'changeRole']];
  expect(await actsIn(one)).toEqual(by);
  expect(await actsIn(three)).toEqual(by);
  expect(await actsIn(two)).toEqual(by);
  const { items } = await storyOf(one);
  const changed = await tenant.asSystem((scope) => findUser(scope.tx, one));
  expect(items[0]).toMatchObject({ event: 'users.acted', at: changed?.updated_at.toISOString(), target: { kind: 'act' } });
  expect((await storyOf(two)).items[0]!.event).toBe('user.changed');
});

test('of a filter too, although it finds them no longer; a dry run stands nowhere', async () => {
  await act('changeRole', { userIds: people }, { role: 'content_manager' });
  const filter = { role: ['content_manager' as const] };
  const expected = await tenant.asSystem(async ({ tx }) =>
    Number((await tx.selectFrom('users').select('id').where('role', '=', 'content_manager').execute()).length),
  );
  await act('changeRole', { filter, expected }, { role: 'read_only' }, true);
  expect(await actsIn(people[2])).toHaveLength(1);
  await act('changeRole', { filter, expected }, { role: 'read_only' });
  expect(await actsIn(people[2])).toHaveLength(2);
  expect(await actsIn(await newPerson('Four'))).toEqual([]);
});

test('who was in the group already, or never, is passed over, in a dry run and in earnest', async () => {
  const [one, two] = people;
  const groupId = await tenant.as('owner', async (scope) => {
    const { group } = await createGroup(scope, { name: `Kitchen ${newId()}`, description: '' });
    await addMembers(scope, group.id as GroupId, [one], false);
    return group.id;
  });
  const counts = (id: string) =>
    tenant.asSystem(({ tx }) =>
      tx.selectFrom('acts').select(['done', 'skipped', 'reasons']).where('id', '=', id).executeTakeFirstOrThrow(),
    );
  for (const dryRun of [true, false]) {
    const id = await begin('addToGroup', { userIds: people }, { groupId }, dryRun);
    await carryOutAct(given.app, allActs, tenant.id, id);
    expect(await counts(id)).toEqual({ done: 2, skipped: 1, reasons: { member: 1 } });
  }
  await act('takeOutOfGroup', { userIds: people }, { groupId });
  expect(await actsIn(one)).toEqual([['Test owner', 'takeOutOfGroup']]);
  const [last, first] = (await storyOf(two, 1)).items.concat((await storyOf(two, 1, Number((await storyOf(two, 1)).next))).items);
  expect([last!.detail['act'], first!.detail['act']]).toEqual(['takeOutOfGroup', 'addToGroup']);
  await act('takeOutOfGroup', { userIds: people }, { groupId });
  expect(await actsIn(one)).toHaveLength(1);
});

test('over many batches everybody has it once; stopped on the way, what was done until then stands there', async () => {
  const many = await tenant.asSystem(async (scope) => {
    const ids: UserId[] = [];
    for (let n = 0; n < 1005; n++)
      ids.push(await createUser(scope, { firstName: 'M', lastName: `${n}`, email: `${newId()}@x.example`, source: 'form' }));
    return ids;
  });
  await act('changeRole', { userIds: many }, { role: 'read_only' });
  expect(await actsIn(many[0]!)).toEqual([['Test owner', 'changeRole']]);
  expect(await actsIn(many[1004]!)).toEqual([['Test owner', 'changeRole']]);

  const id = await begin('logOut', { userIds: people });
  await tenant.as('admin', (scope) => cancelAct(scope, allActs, id));
  const { items } = await tenant.as('admin', (scope) => showAuditLog(scope, { targetId: id, cursor: null, limit: 5 }));
  const admin = await tenant.actor('admin');
  expect(items).toMatchObject([
    {
      actor: { name: 'Test owner' },
      detail: { act: 'logOut', asked: 3, done: 0, stoppedBy: admin.kind === 'user' && admin.userId },
    },
  ]);
  expect(await actsIn(people[0])).toEqual([]);
});

test('a person’s own file tells it, and not whom else it was for; where words were taken out, what is left stays', async () => {
  const [one, two] = people;
  await act('deactivate', { userIds: people }, { reason: 'P Two left' });
  const { events } = (await tenant.asSystem((scope) => auditBelongings.about(scope, one))) as { events: { detail: object }[] };
  expect(events).toContainEqual(expect.objectContaining({ event: 'users.acted', by: 'Test owner' }));
  expect(JSON.stringify(events)).not.toContain(two);
  await tenant.as('owner', (scope) => erasePerson(scope, allBelongings, { id: two, name: 'P Two' }));
  const redacted = (await storyOf(one)).items.filter(({ event }) => event === 'audit.redacted');
  expect(redacted).toMatchObject([{ detail: { event: 'users.acted', act: 'deactivate', actor: 'Test owner' } }]);
});
