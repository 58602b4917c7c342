import { afterAll, beforeAll, expect, test } from 'vitest';
import { permissionsOf } from '../../../src/features/tenants/index.ts';
import { isLong } from '../../harness/amount.ts';
import { useTestApp } from '../../harness/app.ts';
import { type TableState, watchTables } from '../../harness/table-state.ts';
import { AUDITED, NOT_AUDITED } from './audited.ts';
import { CALLS } from './calls.ts';
import { MATRIX } from './matrix.ts';
import { RELATIONS } from './rows.ts';
import { type Cell, ENDPOINTS, lineOf, routeOf, rowOf, runMatrix } from './run-matrix.ts';
import { makeWorld, PRINCIPALS, type World } from './world.ts';

/** What needs more than one call to succeed: test/journeys/first-run.test.ts and own-account.test.ts. */
const CALLED_ELSEWHERE = [
  'setup.look',
  'setup.make',
  'profile.confirmTwoStep',
  'profile.newCodes',
  'profile.endTwoStep',
  'profile.removeProofsOf',
  'profile.confirmAddress',
  'proofs.secondStep',
];
/** What only a device can do; test/browser has one. */
const CALLED_BY_A_DEVICE = [
  'activation.activateWithPasskey',
  'profile.keepPasskey',
  'profile.renamePasskey',
  'profile.removePasskey',
  'proofs.logInWithPasskey',
  'proofs.proveWithPasskey',
];
/** Readings that are themselves written down. */
const ON_RECORD = /^(?:audit\.export|leaving\.about|profile\.myData|users\.export) \S+: audit_contents, audit_events$/;

const given = useTestApp();
let world: World;
let state: TableState;
let cells: Cell[];
let leaks: string[];
const table: ReadonlyMap<string, readonly number[]> = new Map(
  MATRIX.trim()
    .split('\n')
    .map((line) => {
      const [row = '', relation = '', ...statuses] = line.trim().split(/\s+/);
      return [`${row} ${relation}`, statuses.map(Number)] as const;
    }),
);

beforeAll(async () => {
  world = await makeWorld(given.app);
  state = await watchTables(given.app.db.url);
  await state.settle();
  ({ cells, leaks } = await runMatrix(world, state, table));
  if (isLong) console.info(`figure: ${cells.length} cells, ${ENDPOINTS.size} endpoints, ${PRINCIPALS.length} principals`);
}, 900_000);
afterAll(() => state?.end());

const found = (row: string, relation: string, principal: string) =>
  cells.find((cell) => cell.row === row && cell.relation === relation && cell.principal === principal);

test('every endpoint has its rows, and every row an endpoint', () => {
  expect([...ENDPOINTS.keys()].filter((name) => !CALLS[name])).toEqual([]);
  expect(Object.keys(CALLS).filter((name) => !ENDPOINTS.has(routeOf(name)))).toEqual([]);
  const wanted = Object.keys(CALLS).flatMap((name) => RELATIONS[rowOf(name).about].map((relation) => `${name} ${relation}`));
  expect([...table.keys()].sort()).toEqual([...wanted].sort());
});

test('everybody gets exactly what the table says', () => {
  const wrong = [...table].flatMap(([key, expected]) => {
    const [row = '', relation = ''] = key.split(' ');
    const statuses = PRINCIPALS.map((principal) => found(row, relation, principal)?.status);
    return statuses.some((status, at) => status !== expected[at]) ? [lineOf(row, relation, statuses)] : [];
  });
  expect(wrong, 'as it was').toEqual([]);
});

test('the table agrees with the permissions that the contract names', () => {
  const roles = { member: 'member', readOnly: 'read_only', content: 'content_manager', userManager: 'user_manager' } as const;
  const all = Object.entries({ ...roles, admin: 'admin', owner: 'owner' } as const);
  for (const [key, expected] of table) {
    const endpoint = ENDPOINTS.get(routeOf(key.split(' ')[0]!));
    if (!endpoint || endpoint.access === 'public' || endpoint.access === 'member') continue;
    for (const [principal, role] of all) {
      const status = expected[PRINCIPALS.indexOf(principal as 'member')];
      if (!permissionsOf(role).has(endpoint.access)) expect(status, `${key} ${principal}`).toBe(403);
    }
  }
});

test('a refused call and every reading one change nothing', () => {
  expect(leaks.filter((leak) => !ON_RECORD.test(leak))).toEqual([]);
});

test('what is of another environment is as if it were not there, word for word', () => {
  const foreign = cells.filter((cell) => cell.relation === 'foreign');
  expect(foreign.length).toBeGreaterThan(300);
  const told = foreign.filter((cell) => plain(cell.body) !== plain(found(cell.row, 'missing', cell.principal)?.body ?? ''));
  expect(told.map((cell) => `${cell.row} ${cell.principal}: ${cell.body}`)).toEqual([]);
});
const plain = (body: string) => body.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'id').replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'then');

test('no answer holds a field that its shape does not declare', () => {
  expect(cells.filter((cell) => cell.strange.length).map((cell) => `${cell.row}: ${cell.strange.join(', ')}`)).toEqual([]);
});

test('every endpoint is called with success, and whatever changes something does change it', () => {
  const succeeded = new Set(cells.filter((cell) => cell.status < 300).map((cell) => routeOf(cell.row)));
  expect(
    [...ENDPOINTS.keys()].filter((name) => !succeeded.has(name) && ![...CALLED_ELSEWHERE, ...CALLED_BY_A_DEVICE].includes(name)),
  ).toEqual([]);
  const acted = new Set(cells.filter((cell) => cell.effect?.changed.length).map((cell) => routeOf(cell.row)));
  const idle = [...ENDPOINTS].filter(([name, { method }]) => method !== 'get' && succeeded.has(name) && !acted.has(name));
  expect(idle.map(([name]) => name).sort()).toEqual(
    Object.keys(NOT_AUDITED)
      .filter((name) => NOT_AUDITED[name] === 'looks')
      .sort(),
  );
});

test('every act leaves its audit row, in the same transaction', () => {
  const wrong: string[] = [];
  for (const { row, relation, effect } of cells) {
    if (!effect?.changed.length || NOT_AUDITED[row] || NOT_AUDITED[routeOf(row)]) continue;
    const expected = AUDITED[row] ?? AUDITED[routeOf(row)];
    if (String(effect.audited) !== String(expected)) wrong.push(`${row} ${relation}: ${effect.audited}, not ${expected}`);
    if (effect.apart.length) wrong.push(`${row} ${relation}: ${effect.apart} in another transaction`);
  }
  expect(wrong).toEqual([]);
});
