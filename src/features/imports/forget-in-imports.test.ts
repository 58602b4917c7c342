import { beforeAll, expect, test } from 'vitest';
import { makeTestTenant, type TestTenant, useTestApp } from '../../../test/harness/app.ts';
import { applyPlan, planFile, rowsOf } from '../../../test/harness/import-file.ts';
import { runJobs } from '../../../test/harness/jobs.ts';
import type { ImportDetail } from '../../contract/imports.ts';
import type { UserId } from '../../kernel/ids.ts';
import { allBelongings } from '../../main/belongings.ts';
import { erasePerson } from '../leaving/index.ts';
import { deactivateUsers, lockUsers } from '../users/index.ts';
import { forgetInImports } from './forget-in-imports.ts';

const given = useTestApp();
const email = 'canarina@canary.example';
let tenant: TestTenant;
let done: ImportDetail;
let canarina: UserId;

beforeAll(async () => {
  tenant = await makeTestTenant(given.app);
  const rows = [`Canarina;Vogel;${email};`, `Bram;Kok;bram@zorg.example;${email}`, `Rik;Maas;rik@zorg.example;${email}`];
  const text = `First name;Last name;Email;Manager email\n${rows.join('\n')}\n`;
  done = await applyPlan(given.app, tenant, await planFile(given.app, tenant, text));
  canarina = await tenant.asSystem(async (scope) => {
    const { id } = await scope.tx.selectFrom('users').select('id').where('email', '=', email).executeTakeFirstOrThrow();
    await deactivateUsers(scope, await lockUsers(scope.tx, [id]), null);
    return id as UserId;
  });
});

const naming = () =>
  tenant.asSystem(async ({ tx }) => {
    const rows = await tx.selectFrom('import_rows').select(['row_no', 'person']).orderBy('row_no').execute();
    return rows.filter(({ person }) => JSON.stringify(person).includes('canary')).map((row) => row.row_no);
  });

test('erasing somebody waits for no row about others: a job looks through these, and twice is once', async () => {
  const file = await tenant.asSystem(({ tx }) => tx.selectFrom('imports').select('file').executeTakeFirstOrThrow());
  expect(await naming()).toEqual([2, 3, 4]);
  await tenant.asSystem(async ({ tx }) => {
    await tx.selectFrom('import_rows').select('row_no').where('row_no', '>', 2).forUpdate().execute();
    await tenant.as('owner', (scope) => erasePerson(scope, allBelongings, { id: canarina, name: 'Canarina Vogel' }));
  });
  expect(await naming()).toEqual([3, 4]);
  await runJobs(given.app);
  expect(await naming()).toEqual([]);
  expect(await given.app.files.has(tenant.id, file.file!)).toBe(false);
  expect((await rowsOf(tenant, done)).map((row) => row.email)).toEqual([null, 'bram@zorg.example', 'rik@zorg.example']);
});

test('stretch by stretch every row is looked at', async () => {
  const traces = { phrases: ['bram@zorg.example', 'rik@zorg.example'], names: [], reason: null };
  await forgetInImports(given.app, tenant.id, traces, 1);
  await forgetInImports(given.app, tenant.id, traces, 1);
  const left = await tenant.asSystem(({ tx }) => tx.selectFrom('import_rows').select('person').execute());
  expect(JSON.stringify(left)).not.toContain('@zorg.example');
});
