import { beforeAll, expect, test } from 'vitest';
import { makeTestTenant, type TestTenant, useTestApp } from '../../../test/harness/app.ts';
import type { Role } from '../../contract/permissions.ts';
import { newId, type UserId } from '../../kernel/ids.ts';
import { bringIn, createUser, deactivateUsers, findUser, lockUsers, restoreUsers } from './index.ts';

const given = useTestApp();
let tenant: TestTenant;
beforeAll(async () => {
  tenant = await makeTestTenant(given.app);
});

const fresh = () => `${newId()}@x.example`;
const someone = async (role: Role = 'member') => {
  const email = fresh();
  const id = await tenant.asSystem((scope) =>
    createUser(scope, { firstName: 'Kim', lastName: 'Wit', email, role, source: 'form' }),
  );
  return { id, email };
};
const giveAddress = ({ id, email: was }: { id: UserId; email: string }, email: string) =>
  tenant.as('user_manager', (scope) =>
    bringIn(scope, {
      importId: newId(),
      create: [],
      change: [{ id, fields: { email, emailKey: email }, before: { email: was } }],
    }),
  );
const row = (id: UserId) => tenant.asSystem(async (scope) => (await findUser(scope.tx, id))!);

test('whoever was given rights since the plan was made keeps the address', async () => {
  const [admin, member] = [await someone('admin'), await someone()];
  expect([...(await giveAddress(admin, fresh())).left]).toEqual([[admin.id, 'changedMeanwhile']]);
  expect((await row(admin.id)).email).toBe(admin.email);
  const wanted = fresh();
  await giveAddress(member, wanted);
  expect((await row(member.id)).email).toBe(wanted);
});

test('a file ends the time of members, not of whoever has more rights', async () => {
  const people = [await someone('admin'), await someone('user_manager'), await someone()];
  const change = people.map(({ id }) => ({ id, fields: { endDate: '2020-01-31', department: 'Zorg' }, before: {} }));
  const { left } = await tenant.as('user_manager', (scope) => bringIn(scope, { importId: newId(), create: [], change }));
  expect([...left.keys()]).toEqual([people[0]!.id, people[1]!.id]);
  expect((await Promise.all(people.map(({ id }) => row(id)))).map((one) => one.end_date)).toEqual([null, null, '2020-01-31']);
});

test('of somebody who comes back no address waits: its link is dead, and a file asks once more', async () => {
  const person = await someone();
  await tenant.asSystem((scope) =>
    scope.tx.updateTable('users').set({ activated_at: scope.now }).where('id', '=', person.id).execute(),
  );
  const wanted = fresh();
  const asked = async () => [...(await giveAddress(person, wanted)).toConfirm.keys()];
  expect([await asked(), await asked()]).toEqual([[person.id], []]);
  for (const step of [(scope, people) => deactivateUsers(scope, people, null), restoreUsers] as (typeof restoreUsers)[])
    await tenant.asSystem(async (scope) => step(scope, await lockUsers(scope.tx, [person.id])));
  expect((await row(person.id)).pending_email).toBeNull();
  expect(await asked()).toEqual([person.id]);
});
