import { beforeEach, expect, test } from 'vitest';
import { makeTestTenant, type TestTenant, useTestApp } from '../../../test/harness/app.ts';
import { everyRow } from '../../../test/harness/every-row.ts';
import { applyPlan, planFile, rowsOf } from '../../../test/harness/import-file.ts';
import { runJobs } from '../../../test/harness/jobs.ts';
import type { ImportId } from '../../kernel/ids.ts';
import { cancelImport } from './cancel-import.ts';
import { eraseOldImports } from './erase-old-imports.ts';
import { refusedFile } from './refused-file.ts';
import { showImport } from './show-import.ts';

const given = useTestApp();
let tenant: TestTenant;
const DAY = 86_400_000;

beforeEach(async () => {
  given.app.clock.shift = 0;
  tenant = await makeTestTenant(given.app);
});

const look = (id: string) => tenant.as('owner', (scope) => showImport(scope, id as ImportId));
const plan = (text: string) => planFile(given.app, tenant, `First name;Email\n${text}\n`);
const fileOf = (id: string) =>
  tenant.asSystem(
    async ({ tx }) => (await tx.selectFrom('imports').select('file').where('id', '=', id).executeTakeFirst())?.file,
  );
const after = async (days: number) => {
  given.app.clock.shift = days * DAY;
  const erased = await eraseOldImports(given.app, tenant.id);
  await runJobs(given.app);
  return erased;
};

test('thirty days after it was applied an import has neither file nor rows; its numbers stay, and people too', async () => {
  const planned = await plan('Canarina;canarina@canary.example\nBroken;no address');
  const file = (await fileOf(planned.id))!;
  const applied = await applyPlan(given.app, tenant, planned);
  expect(await after(29)).toBe(0);
  expect(await given.app.files.has(tenant.id, file)).toBe(true);
  expect(await after(31)).toBe(1);
  expect(await after(31)).toBe(0);
  expect(await given.app.files.has(tenant.id, file)).toBe(false);
  expect(await rowsOf(tenant, applied)).toEqual([]);
  const left = await look(planned.id);
  expect(left).toMatchObject({ state: 'applied', counts: applied.counts, result: applied.result, reasons: applied.reasons });
  expect(left.erasedAt).not.toBeNull();
  expect(left.reading.columns.map(({ samples }) => samples)).toEqual([[], []]);
  const who = { tenantId: tenant.id, actor: await tenant.actor('owner') };
  await expect(refusedFile(given.app, who, planned.id as ImportId, 'en')).rejects.toThrow('imports.fileGone');
  const named = (await everyRow(given.app)).split('\n').filter((row) => row.includes('canarina@canary.example'));
  expect(named.map((row) => (JSON.parse(row) as { display_name?: string }).display_name)).toEqual(['Canarina']);
});

test('one that was cancelled goes as well, and one that nobody went on with is cancelled by it', async () => {
  const cancelled = await plan('A;a@canary.example');
  await tenant.as('owner', (scope) => cancelImport(scope, cancelled.id as ImportId));
  const left = await plan('B;b@canary.example');
  expect(await after(31)).toBe(2);
  expect(await look(left.id)).toMatchObject({ state: 'cancelled' });
  const events = await tenant.asSystem(({ tx }) =>
    tx.selectFrom('audit_events').select('target_id').where('event', '=', 'import.erased').execute(),
  );
  expect(events.map((event) => event.target_id).sort()).toEqual([cancelled.id, left.id].sort());
});

test('the same file brought in again later keeps its bytes', async () => {
  const first = await plan('C;c@canary.example');
  given.app.clock.shift = 20 * DAY;
  const second = await plan('C;c@canary.example');
  expect(await after(31)).toBe(1);
  expect((await look(first.id)).erasedAt).not.toBeNull();
  expect(await given.app.files.has(tenant.id, (await fileOf(second.id))!)).toBe(true);
});
