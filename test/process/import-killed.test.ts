import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { applyImport } from '../../src/features/imports/apply-import.ts';
import { showImport } from '../../src/features/imports/show-import.ts';
import { workOffPlan } from '../../src/features/imports/work-off-plan.ts';
import type { ImportId } from '../../src/kernel/ids.ts';
import { projectRoot } from '../../src/main/project-root.ts';
import { makeTestTenant, type TestTenant, useTestApp } from '../harness/app.ts';
import { importFile, planFile } from '../harness/import-file.ts';
import { compiled, compileServer, removeCompiled } from './run-welkom.ts';

const given = useTestApp();
const file = new Uint8Array(readFileSync(join(projectRoot, 'test/fixtures/personeel-1200.csv')));
beforeAll(compileServer);
afterAll(removeCompiled);
const KILLS = Number(process.env.KILLS ?? 10);

/** Everything an import leaves behind that does not hold an id or a time. */
const stateOf = (tenant: TestTenant) =>
  tenant.asSystem(async ({ tx }) => ({
    users: await tx
      .selectFrom('users')
      .select([
        'external_id',
        'email',
        'user_name',
        'display_name',
        'sort_name',
        'search_text',
        'locale',
        'department',
        'start_date',
        'version',
      ])
      .where('source', '=', 'import')
      .orderBy('external_id')
      .execute(),
    words: await tx
      .selectFrom('user_words')
      .innerJoin('users', 'users.id', 'user_words.user_id')
      .where('source', '=', 'import')
      .select(['word', (row) => row.fn.countAll<number>().as('n')])
      .groupBy('word')
      .orderBy('word')
      .execute(),
    counts: await tx
      .selectFrom('user_counts')
      .select(['facets', (row) => row.fn.sum<number>('people').as('n')])
      .groupBy('facets')
      .orderBy('facets')
      .execute(),
    audit: await tx.selectFrom('audit_events').select('event').where('event', 'like', 'import.%').orderBy('event').execute(),
    mails: await tx.selectFrom('mails').select('id').execute(),
  }));

test('an import killed again and again while it is applied ends as an undisturbed one', { timeout: 240_000 }, async () => {
  const { app } = given;
  app.clock.shift = Date.parse('2026-11-21T12:00:00Z') - Date.now();
  const undisturbed = await makeTestTenant(app);
  await importFile(app, undisturbed, file);

  const tenant = await makeTestTenant(app);
  const planned = await planFile(app, tenant, file);
  const id = planned.id as ImportId;
  await tenant.as('owner', (scope) => applyImport(scope, id, planned.plan));
  const progress = () => tenant.as('owner', (scope) => showImport(scope, id));
  let killed = 0;
  while (killed < KILLS) {
    const child = spawn(
      process.execPath,
      ['test/process/apply-child.mjs', compiled, app.db.url, app.config.dataDir, tenant.id, id],
      { cwd: projectRoot, stdio: 'inherit' },
    );
    const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
    const from = (await progress()).progress;
    // Killed somewhere after it has begun to move, never twice at the same place.
    while ((await progress()).progress <= from && child.exitCode === null) await new Promise((resolve) => setTimeout(resolve, 5));
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 15));
    child.kill('SIGKILL');
    await ended;
    killed++;
    if ((await progress()).state === 'applied') break;
  }
  expect(killed).toBe(KILLS);
  await workOffPlan(app, tenant.id, id);
  expect(await progress()).toMatchObject({ state: 'applied', result: { created: 1178, changed: 0, notApplied: 0 } });
  expect(await stateOf(tenant)).toEqual(await stateOf(undisturbed));
});
