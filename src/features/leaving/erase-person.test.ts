import { expect, test } from 'vitest';
import { makeTestTenant, useTestApp } from '../../../test/harness/app.ts';
import { everyRow } from '../../../test/harness/every-row.ts';
import { verifiedLog } from '../../../test/harness/verified-log.ts';
import { arrivals } from '../../contract/arrivals.ts';
import { newId, type UserId } from '../../kernel/ids.ts';
import { allBelongings } from '../../main/belongings.ts';
import { namesOfAll } from '../../main/names.ts';
import { createArrival } from '../arrivals/index.ts';
import { record, sealAuditLog, showAuditLog } from '../audit/index.ts';
import { createGroup } from '../groups/index.ts';
import { deactivateUsers, lockUsers, showUser } from '../users/index.ts';
import { erasePerson } from './erase-person.ts';
import { everythingAbout } from './everything-about.ts';

const given = useTestApp();

async function arrival() {
  const tenant = await makeTestTenant(given.app);
  const { group } = await tenant.as('admin', (scope) => createGroup(scope, { name: `Team ${newId()}`, description: '' }));
  const form = arrivals.create.body.parse({
    key: newId(),
    firstName: 'Canarina',
    lastName: 'Zwaluwstaart',
    email: 'canarina.zwaluwstaart@canary.example',
    department: 'Volière',
    externalId: 'CANARY-4711',
    groupIds: [group.id],
  });
  await tenant.as('admin', (scope) => createArrival(given.app, scope, form));
  return { tenant, id: form.key as UserId };
}

test('everything about a person is one file, from every room', async () => {
  const { tenant, id } = await arrival();
  const all = await tenant.as('admin', (scope) => everythingAbout(scope, allBelongings, id));
  expect(all).toMatchObject({
    profile: { first_name: 'Canarina', external_id: 'CANARY-4711' },
    groups: [{ admin: false }],
    mails: [{ kind: 'welcome', address: 'canarina.zwaluwstaart@canary.example' }],
  });
  expect(JSON.stringify(all)).not.toMatch(/password_hash|secret_hash/);
  await expect(tenant.as('member', (scope) => everythingAbout(scope, allBelongings, id))).rejects.toThrow('forbidden');
});

test('erased: the name stands in no row any more, and the audit log still proves itself', async () => {
  const { tenant, id } = await arrival();
  const name = 'Canarina Zwaluwstaart';
  await expect(tenant.as('admin', (scope) => erasePerson(scope, allBelongings, { id, name }))).rejects.toThrow(
    'leaving.stillActive',
  );
  await tenant.as('admin', async (scope) => deactivateUsers(scope, await lockUsers(scope.tx, [id]), 'Canarina left'));
  await expect(tenant.as('admin', (scope) => erasePerson(scope, allBelongings, { id, name: 'Somebody' }))).rejects.toThrow(
    'leaving.otherName',
  );
  await sealAuditLog(given.app, tenant.id);
  await tenant.as('admin', (scope) => erasePerson(scope, allBelongings, { id, name }));
  const { rows } = await tenant.asSystem(async (scope) => ({
    rows: await scope.tx.selectFrom('users').selectAll().where('id', '=', id).execute(),
  }));
  expect(rows).toMatchObject([{ email: null, display_name: '', external_id: null }]);
  const mine = (await everyRow(given.app)).split('\n').filter((row) => row.includes(tenant.id));
  for (const canary of ['Canarina', 'Zwaluwstaart', 'canary.example', 'CANARY-4711', 'Volière', 'canarina', 'zwaluwstaart']) {
    expect(
      mine.filter((row) => row.includes(canary)),
      canary,
    ).toEqual([]);
  }
  const proof = await verifiedLog(given.app, tenant);
  expect(proof.problems).toEqual([]);
  await expect(tenant.as('admin', (scope) => erasePerson(scope, allBelongings, { id, name: '' }))).rejects.toThrow(
    'users.notFound',
  );
});

test('who did it stays in the log, by the name of today; the erased person has none', async () => {
  const { tenant, id } = await arrival();
  await tenant.as('admin', async (scope) => {
    await deactivateUsers(scope, await lockUsers(scope.tx, [id]), null);
    await record(scope, 'user.deactivated', { target: { kind: 'user', id, name: 'Canarina Zwaluwstaart' } });
    await erasePerson(scope, allBelongings, { id, name: 'Canarina Zwaluwstaart' });
  });
  const { items } = await tenant.as('admin', (scope) =>
    showAuditLog(scope, { targetId: id, cursor: null, limit: 50 }, namesOfAll),
  );
  const done = items.filter(({ event }) => event === 'user.deactivated');
  expect(done).toMatchObject([{ erased: true, actor: { name: 'Test admin' }, target: { name: null } }]);
});

test('who may not, and who is stronger', async () => {
  const { tenant, id } = await arrival();
  await expect(tenant.as('user_manager', (scope) => erasePerson(scope, allBelongings, { id, name: 'x' }))).rejects.toThrow(
    'forbidden',
  );
  await expect(tenant.as('admin', (scope) => erasePerson(scope, allBelongings, { id: tenant.owner, name: 'x' }))).rejects.toThrow(
    'users.stronger',
  );
  await expect(tenant.as('admin', (scope) => showUser(scope, newId<'user'>()))).rejects.toThrow('users.notFound');
});
