import { expect, test } from 'vitest';
import { makeTestTenant, useTestApp } from '../../../test/harness/app.ts';
import { everyRow } from '../../../test/harness/every-row.ts';
import { applyPlan, planFile } from '../../../test/harness/import-file.ts';
import { runJobs } from '../../../test/harness/jobs.ts';
import { verifiedLog } from '../../../test/harness/verified-log.ts';
import type { Selection } from '../../contract/users.ts';
import { newId, type UserId } from '../../kernel/ids.ts';
import { allActs } from '../../main/acts.ts';
import { allBelongings } from '../../main/belongings.ts';
import { carryOutAct, startAct } from '../acts/index.ts';
import { sealAuditLog, showAuditLog } from '../audit/index.ts';
import { changeUser, createUser, deactivateUsers, findUser, lockUsers, type UserChange } from '../users/index.ts';
import { createView } from '../views/index.ts';
import { erasePerson } from './erase-person.ts';

const given = useTestApp();

test('words about an erased person in what is about others are gone too; what is left of it stays, and the log proves itself', async () => {
  const tenant = await makeTestTenant(given.app);
  const email = 'canarina.zwaluwstaart@canary.example';
  const rows = [
    `4711-CANARY;Canarina;Zwaluwstaart;${email};`,
    `4712;Bram;Kok;bram@zorg.example;${email}`,
    'x;Rik;Maas;rik@zorg.example;',
    `;Canarina;Zwaluwstaart;${email};`,
  ];
  const text = `Staff number;First name;Last name;Email;Manager email\n${rows.join('\n')}\n`;
  const imported = await applyPlan(given.app, tenant, await planFile(given.app, tenant, text));
  expect(imported.result.created).toBe(3);
  const ids = await tenant.asSystem(async ({ tx }) => {
    await tx.updateTable('imports').set({ file_name: 'Canarina Zwaluwstaart.csv' }).execute();
    const people = await tx.selectFrom('users').select(['id', 'first_name']).where('source', '=', 'import').execute();
    return Object.fromEntries(people.map((person) => [person.first_name, person.id])) as Record<string, string>;
  });
  const file = await tenant.asSystem(({ tx }) => tx.selectFrom('imports').select('file').executeTakeFirstOrThrow());
  const act = async (name: string, params: object, selection: Selection) => {
    const id = newId();
    await tenant.as('admin', (scope) =>
      startAct(scope, allActs, { id, act: name, params: { ...params }, selection, dryRun: false }),
    );
    await carryOutAct(given.app, allActs, tenant.id, id);
  };
  await act('logOut', {}, { filter: { q: 'canarina zwaluwstaart' }, expected: 1 });
  await act('deactivate', { reason: 'Canarina and Bram moved on' }, { userIds: [ids.Canarina!, ids.Bram!] });
  await act('deactivate', { reason: 'Replaced by CANARINA Zwaluwstaart' }, { userIds: [ids.Rik!] });
  const search = { filter: { q: 'Canarina Zwaluwstaart' } };
  await tenant.as('admin', (scope) => createView(scope, { id: newId(), name: 'Hers', shared: true, content: search }));
  await sealAuditLog(given.app, tenant.id);

  const name = 'Canarina Zwaluwstaart';
  await tenant.as('owner', (scope) => erasePerson(scope, allBelongings, { id: ids.Canarina as never, name }));
  await runJobs(given.app);

  const kept = (await everyRow(given.app)).split('\n').filter((row) => row.includes(tenant.id));
  for (const canary of [/canarina zwaluwstaart/i, /canary/i, /Canarina and Bram/, /"Canarina"/])
    expect(
      kept.filter((row) => canary.test(row)),
      String(canary),
    ).toEqual([]);
  expect(await given.app.files.has(tenant.id, file.file!)).toBe(false);
  const bram = await tenant.asSystem(({ tx }) =>
    tx.selectFrom('users').selectAll().where('id', '=', ids.Bram!).executeTakeFirst(),
  );
  expect(bram).toMatchObject({ email: 'bram@zorg.example', manager_email: null });

  const { items } = await tenant.as('admin', (scope) => showAuditLog(scope, { cursor: null, limit: 50 }));
  const redacted = items.filter(({ event }) => event === 'audit.redacted');
  expect(redacted.map(({ detail }) => detail)).toContainEqual(
    expect.objectContaining({ event: 'users.acted', act: 'deactivate', done: 2, actor: 'Test admin', params: { reason: '' } }),
  );
  expect(redacted.every(({ target }) => items.some(({ id, erased }) => id === target?.id && erased))).toBe(true);
  expect(await verifiedLog(given.app, tenant)).toMatchObject({ state: 'done', problems: [] });
});

test('a reason that names nobody stays where it was given, also for those who are left', async () => {
  const tenant = await makeTestTenant(given.app);
  const add = (firstName: string) =>
    tenant.asSystem((scope) =>
      createUser(scope, { firstName, lastName: 'Kok', email: `${firstName}-${newId()}@zorg.example`, source: 'form' }),
    );
  const [canarina, bram, rik] = [await add('Canarina'), await add('Bram'), await add('Rik')];
  const deactivate = async (userIds: string[]) => {
    const act = { id: newId(), act: 'deactivate', params: { reason: 'Contract ended' }, selection: { userIds }, dryRun: false };
    await tenant.as('admin', (scope) => startAct(scope, allActs, act));
    await carryOutAct(given.app, allActs, tenant.id, act.id);
  };
  await deactivate([canarina, bram]);
  await deactivate([rik]);
  await tenant.as('owner', (scope) => erasePerson(scope, allBelongings, { id: canarina, name: 'Canarina Kok' }));
  const left = await tenant.asSystem(async ({ tx }) => ({
    people: await tx.selectFrom('users').select('deactivation_reason').where('id', 'in', [bram, rik]).execute(),
    acts: await tx.selectFrom('acts').select('params').execute(),
    redacted: await tx.selectFrom('audit_events').select('id').where('event', '=', 'audit.redacted').execute(),
  }));
  const reason = 'Contract ended';
  expect(left.people).toEqual([{ deactivation_reason: reason }, { deactivation_reason: reason }]);
  expect(left.acts.map(({ params }) => (params as { reason: string }).reason)).toEqual([reason, reason]);
  expect(left.redacted).toEqual([]);
});

test('names and addresses of before are looked for as well; what is somebody else’s by now stays', async () => {
  const tenant = await makeTestTenant(given.app);
  const person = (firstName: string, lastName: string, email: string) =>
    tenant.asSystem((scope) => createUser(scope, { firstName, lastName, email, source: 'form' }));
  const canarina = await person('Canarina', 'Zwaluwstaart', 'zwaluw@canary.example');
  const bram = await person('Bram', 'Kok', 'bram@zorg.example');
  const rik = await person('Rik', 'Maas', 'rik@zorg.example');
  const change = async (to: UserChange) =>
    tenant.as('owner', async (scope) => {
      const { version } = (await findUser(scope.tx, canarina))!;
      await changeUser(scope, canarina, { ...to, version });
    });
  await change({ lastName: 'Vogel', email: 'desk@zorg.example' });
  await change({ email: 'vogel@canary.example' });
  const desk = await person('Front', 'Desk', 'desk@zorg.example');
  await tenant.asSystem(async (scope) => {
    await scope.tx.updateTable('users').set({ manager_email: 'Zwaluw@canary.example' }).where('id', '=', bram).execute();
    await scope.tx.updateTable('users').set({ manager_email: 'desk@zorg.example' }).where('id', '=', rik).execute();
    await deactivateUsers(scope, await lockUsers(scope.tx, [canarina]), null);
    await deactivateUsers(scope, await lockUsers(scope.tx, [bram]), 'For Canarina Zwaluwstaart');
    await deactivateUsers(scope, await lockUsers(scope.tx, [rik]), 'Ask desk@zorg.example');
  });
  await tenant.as('owner', (scope) => erasePerson(scope, allBelongings, { id: canarina, name: 'Canarina Vogel' }));
  const find = (id: UserId) => tenant.asSystem((scope) => findUser(scope.tx, id));
  expect(await find(bram)).toMatchObject({ manager_email: null, deactivation_reason: null });
  expect(await find(rik)).toMatchObject({ manager_email: 'desk@zorg.example', deactivation_reason: 'Ask desk@zorg.example' });
  expect(await find(desk)).toMatchObject({ email: 'desk@zorg.example' });
});
