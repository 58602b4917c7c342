import { beforeAll, describe, expect, test } from 'vitest';
import { makeTestTenant, type TestTenant, useTestApp } from '../../../test/harness/app.ts';
import type { UserFilter, UserSort } from '../../contract/users.ts';
import { createUser } from './create-user.ts';
import { countMatching, listUsers, showDepartments, showStations } from './list-users.ts';
import { markActivated, markInvited, markVisited } from './user-facts.ts';

const given = useTestApp();
let tenant: TestTenant;

const PEOPLE = [
  ['Anna', null, 'Jansen', 'Zorg'],
  ['Börje', 'van der', 'Østerhof', 'ICT'],
  ['Cara', null, "O'Neil", null],
  ['Dirk', 'de', 'Vries', 'Zorg'],
  ['Eefje', "'t", 'Hart', 'Zorg'],
] as const;

beforeAll(async () => {
  tenant = await makeTestTenant(given.app);
  await tenant.as('owner', async (scope) => {
    for (const [firstName, namePrefix, lastName, department] of PEOPLE) {
      const email = `${firstName}.${lastName}@zorg.example`.replace(/[^a-z@.]/gi, 'x');
      const startDate = firstName === 'Cara' ? null : `2026-0${firstName.length}-01`;
      await createUser(scope, { firstName, namePrefix, lastName, email, department, startDate, source: 'form' });
    }
  });
});

const names = async (filter: UserFilter, sort: UserSort = 'name') =>
  (await tenant.as('owner', (scope) => listUsers(scope, { filter, sort, limit: 200 }))).items.map((row) => row.name);

describe('search finds the beginning of any part', () => {
  test.each([
    ['osterh', ['Börje van der Østerhof']],
    ['BORJE', ['Börje van der Østerhof']],
    ['vries dirk', ['Dirk de Vries']],
    ['o neil', ["Cara O'Neil"]],
    ['jan ann', ['Anna Jansen']],
    ['ansen', []],
    ['!!', []],
    ["'; drop table users; --", []],
  ])('%s', async (q, expected) => {
    expect(await names({ q })).toEqual(expected);
  });
});

test('pages follow each other without a gap or a repetition, in every order', async () => {
  for (const sort of ['name', '-name', 'created', '-created', 'seen', '-seen', 'start', '-start'] as const) {
    const all = await names({}, sort);
    const paged: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await tenant.as('owner', (scope) => listUsers(scope, { filter: {}, sort, cursor, limit: 2 }));
      paged.push(...page.items.map((row) => row.name));
      cursor = page.next ?? undefined;
    } while (cursor);
    expect(paged, sort).toEqual(all);
    expect(new Set(paged).size).toBe(paged.length);
  }
});

test('names sort by family name', async () => {
  expect((await names({ department: 'Zorg' })).map((name) => name.split(' ')[0])).toEqual(['Eefje', 'Anna', 'Dirk']);
});

test('the kept counts follow every change', async () => {
  const before = await tenant.as('owner', (scope) => showStations(scope));
  const id = await tenant.as('owner', (scope) =>
    createUser(scope, { firstName: 'F', lastName: 'X', email: 'f@x.example', source: 'form' }),
  );
  await tenant.asSystem((scope) => markInvited(scope, [id], new Date(Date.now() + 1e6)));
  expect(await names({ status: ['invited'] })).toEqual(['F X']);
  await tenant.asSystem((scope) => markVisited(scope, id));
  await tenant.asSystem((scope) => markActivated(scope, id));
  expect(await names({ status: ['active'] })).toEqual(['F X']);
  const after = await tenant.as('owner', (scope) => showStations(scope));
  for (const station of ['added', 'invited', 'accepted', 'visited', 'activated'] as const)
    expect(after[station], station).toBe(before[station] + 1);
  const counted = await tenant.as('owner', (scope) => countMatching(scope, { station: 'activated' }, true));
  expect(counted.count).toBe(after.activated);
});

test('departments are told once each', async () => {
  expect(await tenant.as('owner', (scope) => showDepartments(scope))).toEqual(['ICT', 'Zorg']);
});

test('a member may not look, and another environment sees nobody of here', async () => {
  await expect(tenant.as('member', (scope) => listUsers(scope, { filter: {}, sort: 'name', limit: 5 }))).rejects.toThrow(
    'forbidden',
  );
  const other = await makeTestTenant(given.app, { name: 'B' });
  const seen = await other.as('owner', (scope) => listUsers(scope, { filter: {}, sort: 'name', limit: 200 }));
  expect(seen.items.map((row) => row.name)).toEqual(['Test owner']);
});

test('first days: from, until, both, with the ends; and the order by them', async () => {
  expect(await names({ startFrom: '2026-05-01' })).toEqual(
    ["Eefje 't Hart", 'Börje van der Østerhof'].sort((a, b) => (a < b ? 1 : -1)),
  );
  expect(await names({ startUntil: '2026-04-01' }, 'start')).toEqual(['Anna Jansen', 'Dirk de Vries']);
  expect(await names({ startFrom: '2026-04-02', startUntil: '2026-04-30' })).toEqual([]);
});
