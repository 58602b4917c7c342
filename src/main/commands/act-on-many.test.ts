import { beforeAll, beforeEach, expect, test } from 'vitest';
import { makeTestTenant, type TestTenant, useTestApp } from '../../../test/harness/app.ts';
import { runJobs } from '../../../test/harness/jobs.ts';
import { showAuditLog } from '../../features/audit/index.ts';
import { createGroup } from '../../features/groups/index.ts';
import { createUser, showUser } from '../../features/users/index.ts';
import { newId, type UserId } from '../../kernel/ids.ts';
import { actOnMany } from './act-on-many.ts';
import type { Here } from './answer.ts';
import { listPeople } from './look-at-users.ts';

const given = useTestApp();
let tenant: TestTenant;
let here: Here;
let people: UserId[];
const never = async (): Promise<boolean> => {
  throw new Error('asked');
};

beforeAll(async () => {
  tenant = await makeTestTenant(given.app);
  here = { app: given.app, tenantId: tenant.id };
  await tenant.as('owner', (scope) => createGroup(scope, { name: 'Keuken', description: '' }));
});
let department: string;
beforeEach(async () => {
  department = `D ${newId()}`;
  people = [];
  for (const lastName of ['One', 'Two', 'Three'])
    people.push(
      await tenant.asSystem((scope) =>
        createUser(scope, { firstName: 'P', lastName, email: `${newId()}@x.example`, department, source: 'form' }),
      ),
    );
});

const shown = (at: number) => tenant.as('admin', (scope) => showUser(scope, people[at]!));
const acts = async (at: number) =>
  (await tenant.as('admin', (scope) => showAuditLog(scope, { targetId: people[at]!, cursor: null, limit: 20 }))).items
    .filter(({ detail }) => 'act' in detail)
    .map(({ actor, detail }) => [actor.kind, actor.name, detail['act'], detail['done']]);

test('a dry run says whom it will reach and whom not and why, and does nothing', async () => {
  await actOnMany(here, 'deactivate', 'two', { department, yes: true }, never);
  expect(await actOnMany(here, 'deactivate', undefined, { department, blocked: true, dryRun: true }, never)).toMatchObject({
    lines: ['It reaches 2 people, and passes over 1:', '  1 is so already: P Two'],
    json: { dryRun: true, done: 2, skipped: 1 },
  });
  expect((await shown(0)).status).toBe('not_invited');
});

test('it asks before it does it, and stands in the story of each as done from the command line', async () => {
  const questions: string[] = [];
  const saying = (answer: boolean) => async (question: string) => questions.push(question) > 0 && answer;
  const asked = ['role', undefined, { department, newRole: 'content_manager' }] as const;
  expect((await actOnMany(here, ...asked, saying(false))).lines).toEqual(['Nothing was done.']);
  expect((await shown(0)).role).toBe('member');
  expect((await actOnMany(here, ...asked, saying(true))).done).toBe('The permissions of 3 users have been changed.');
  expect(questions).toEqual(Array(2).fill('It reaches 3 people.\nChange permissions, 3 people?'));
  for (const at of [0, 1, 2]) {
    expect((await shown(at)).role).toBe('content_manager');
    expect(await acts(at)).toEqual([['system', 'command line', 'changeRole', 3]]);
  }
  expect(await actOnMany(here, ...asked, never)).toMatchObject({
    lines: [expect.stringContaining('reaches 0 people'), expect.anything()],
  });
});

test('one id is one act, also when it is started again, and a worker ends what was cut off', async () => {
  const id = newId();
  const options = { department, into: 'keuken', id, yes: true };
  expect((await actOnMany(here, 'add-to-group', undefined, options, never)).done).toBe('3 users are in the group.');
  await actOnMany(here, 'take-out-of-group', undefined, { department, outOf: 'Keuken', yes: true }, never);
  expect((await actOnMany(here, 'add-to-group', undefined, options, never)).json).toMatchObject({ id, done: 3, state: 'done' });
  await runJobs(given.app);
  expect((await listPeople(here, undefined, { department, group: ['Keuken'], limit: '9' })).json).toEqual([]);
  expect(await acts(0)).toHaveLength(2);
  await expect(actOnMany(here, 'restore', undefined, { department, id, yes: true }, never)).rejects.toThrow(
    'idempotencyKeyReused',
  );
});

test('what the pages refuse is refused, and what is not clear', async () => {
  const run = (name: string, options: Parameters<typeof actOnMany>[3]) => actOnMany(here, name, undefined, options, never);
  await expect(run('promote', { department })).rejects.toThrow('There is no act "promote"');
  await expect(run('log-out', {})).rejects.toThrow('--all');
  await expect(run('log-out', { department, reason: 'x' })).rejects.toThrow('log-out takes no --reason.');
  await expect(run('log-out', { department, outOf: 'Keuken' })).rejects.toThrow('log-out takes no --out-of.');
  await expect(run('role', { department })).rejects.toThrow('--new-role');
  await expect(run('role', { department, newRole: 'emperor' })).rejects.toThrow('There is no role "emperor"');
  await expect(run('add-to-group', { department, into: 'Choir' })).rejects.toThrow('There is no group named "Choir".');
  await expect(run('log-out', { department, id: 'again' })).rejects.toThrow('--id');
  const owners = await run('deactivate', { role: 'owner', yes: true });
  expect(owners).toMatchObject({ lines: ['  1 is the last owner: Test owner'], done: 'Nobody was deactivated.' });
});

test('where nobody sits to be asked, it says so', async () => {
  await expect(actOnMany(here, 'role', undefined, { department, newRole: 'read_only' })).rejects.toThrow('give --yes');
});
