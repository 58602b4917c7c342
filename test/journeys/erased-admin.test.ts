import { expect, test } from 'vitest';
import { receiveImport } from '../../src/features/imports/receive-import.ts';
import { erasePerson } from '../../src/features/leaving/index.ts';
import { createUser, deactivateUsers, lockUsers } from '../../src/features/users/index.ts';
import { sendWelcomeMails } from '../../src/features/welcome/index.ts';
import { showWaves } from '../../src/features/welcome/show-wave.ts';
import { listTemplates, saveTemplate } from '../../src/features/welcome/templates.ts';
import { newId, type WaveId } from '../../src/kernel/ids.ts';
import { allBelongings } from '../../src/main/belongings.ts';
import { type Actor, inTenant } from '../../src/platform/scope.ts';
import { makeTestTenant, useTestApp } from '../harness/app.ts';
import { everyRow } from '../harness/every-row.ts';

const given = useTestApp();

test('an admin who sent, wrote, brought in and led is named nowhere once erased; what they did stays', async () => {
  const tenant = await makeTestTenant(given.app);
  const name = 'Canarina Zwaluwstaart';
  const email = 'canarina@canary.example';
  const [id, report] = await tenant.asSystem(async (scope) => [
    await createUser(scope, { firstName: 'Canarina', lastName: 'Zwaluwstaart', email, role: 'admin', source: 'form' }),
    await createUser(scope, { firstName: 'Rik', lastName: 'Rapport', email: `${newId()}@welkom.test`, source: 'form' }),
  ]);
  const who = { tenantId: tenant.id, actor: { ...(await tenant.actor('admin')), userId: id, name } as Actor };
  await inTenant(given.app, who, async (scope) => {
    const [now] = await listTemplates(given.app, scope);
    await saveTemplate(given.app, scope, { locale: now!.locale, version: now!.version, content: now!.content });
    const audience = { userIds: [report] };
    await sendWelcomeMails(scope, {
      id: newId() as string as WaveId,
      audience,
      onlyNew: false,
      expected: { asked: 1, queued: 1 },
    });
    await scope.tx.updateTable('users').set({ manager_email: 'Canarina@canary.example' }).where('id', '=', report).execute();
  });
  const file = new Blob(['email,first name\nann@welkom.test,Ann\n']);
  await receiveImport(given.app, who, { name: 'people.csv', announced: null, body: file.stream() } as never);
  const seen = () =>
    tenant.as('owner', async (scope) => ({
      template: (await listTemplates(given.app, scope))[0]!.changedBy,
      wave: (await showWaves(scope, undefined)).items[0]!.startedBy,
    }));
  expect(await seen()).toEqual({ template: name, wave: name });

  await tenant.as('owner', async (scope) => deactivateUsers(scope, await lockUsers(scope.tx, [id]), null));
  await tenant.as('owner', (scope) => erasePerson(scope, allBelongings, { id, name }));
  const rows = (await everyRow(given.app)).split('\n').filter((row) => row.includes(tenant.id));
  expect(rows.filter((row) => /canarina|zwaluwstaart/i.test(row))).toEqual([]);
  expect(await seen()).toEqual({ template: '', wave: '' });
});
