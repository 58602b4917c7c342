import { mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { beforeAll, expect, test } from 'vitest';
import { makeTestTenant, type TestTenant, useTestApp } from '../../../test/harness/app.ts';
import { runJobs } from '../../../test/harness/jobs.ts';
import { changeLogo } from './change-tenant.ts';
import { keepFile, putFile } from './kept-files.ts';

const given = useTestApp();
let tenant: TestTenant;
beforeAll(async () => {
  tenant = await makeTestTenant(given.app);
});

const put = async (text: string) => {
  const who = { tenantId: tenant.id, actor: await tenant.actor('owner') };
  const body = Readable.toWeb(Readable.from([Buffer.from(text)])) as ReadableStream;
  return (await putFile(given.app, who, body, 1000)).file;
};
const stands = (file: string) => given.app.files.has(tenant.id, file);
const setLogo = (file: string | null) =>
  tenant.as('owner', async (scope) => {
    if (file) await keepFile(given.app, scope, file);
    await changeLogo(scope, file);
  });
test('bytes that were put and that no row points to, for whatever reason, go after an hour; those that one does stay', async () => {
  const fresh = await put('just put');
  await runJobs(given.app);
  expect(await stands(fresh)).toBe(true);
  const [lost, logo] = [await put('the process died'), await put('a logo')];
  await setLogo(logo);
  await runJobs(given.app, 90 * 60_000);
  expect(await Promise.all([fresh, lost, logo].map(stands))).toEqual([false, false, true]);
});

test('an hour is an hour, whatever day it is in the house', async () => {
  given.app.clock.shift = -20 * 3_600_000;
  const file = await put('put yesterday').finally(() => {
    given.app.clock.shift = 0;
  });
  await runJobs(given.app);
  expect(await stands(file)).toBe(true);
});

test('a logo that is replaced or taken away is given up', async () => {
  const [first, second] = [await put('first'), await put('second')];
  await setLogo(first);
  await setLogo(second);
  await runJobs(given.app);
  expect([await stands(first), await stands(second)]).toEqual([false, true]);
  await setLogo(null);
  await runJobs(given.app);
  expect(await stands(second)).toBe(false);
});

test('of two who change the logo at once one is told', async () => {
  const logo = await put('one of two');
  await expect(
    tenant.as('owner', async (scope) => {
      await setLogo(logo);
      await changeLogo(scope, await put('the other'));
    }),
  ).rejects.toThrow('conflict');
});

test('what a process that died had begun to put is swept away after a day', async () => {
  const file = await put('something');
  const inbox = join(given.app.files.path(tenant.id, file), '../../../incoming');
  mkdirSync(inbox, { recursive: true });
  for (const [name, hours] of [
    ['begun', 25],
    ['just-begun', 1],
  ] as const) {
    writeFileSync(join(inbox, name), 'half of a file with people');
    const at = new Date(Date.now() - hours * 3_600_000);
    utimesSync(join(inbox, name), at, at);
  }
  await given.app.files.sweep();
  expect(readdirSync(inbox)).toEqual(['just-begun']);
});
