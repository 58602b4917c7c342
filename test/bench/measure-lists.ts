import pg from 'pg';
import type { UserFilter, UserSort } from '../../src/contract/users.ts';
import { countMatching, listUsers } from '../../src/features/users/list-users.ts';
import type { Bench } from './bench-app.ts';
import { ms, percentile, row } from './bench-app.ts';
import { IMPORTS } from './seed-people.ts';

/** One list to measure: by its filter and order, perhaps from deep down; or the number above it. */
export interface Case {
  name: string;
  filter: UserFilter;
  sort?: UserSort;
  /** This share of the people of the filter comes before. */
  deep?: number;
  /** This share of everybody comes before, whom the filter means or not. */
  past?: number | undefined;
  count?: true;
}

export interface Measured {
  name: string;
  ours: number[];
  bare: number[];
  /** Rows and index entries that the database read for it. */
  touched: number;
  plans: string[];
}

export const CASES: Case[] = [
  { name: 'first page, by name', filter: {} },
  { name: 'deep page, by name (80 % down)', filter: {}, deep: 0.8 },
  { name: 'last seen first', filter: {}, sort: '-seen' },
  { name: 'last seen first, deep (60 % down)', filter: {}, sort: '-seen', deep: 0.6 },
  { name: 'newest first, deep (50 % down)', filter: {}, sort: '-created', deep: 0.5 },
  { name: 'first day, from the end', filter: {}, sort: '-start' },
  { name: 'blocked shown, from Z', filter: { blocked: true }, sort: '-name' },
  { name: 'status: not invited', filter: { status: ['not_invited'] } },
  { name: 'status: not invited, oldest first', filter: { status: ['not_invited'] }, sort: 'created' },
  { name: 'status: invited or expired', filter: { status: ['invited', 'expired'] } },
  { name: 'status: invited', filter: { status: ['invited'] } },
  { name: 'status: expired, by last seen', filter: { status: ['expired'] }, sort: 'seen' },
  { name: 'status: bounced', filter: { status: ['bounced'] } },
  { name: 'status: active, newest first', filter: { status: ['active'] }, sort: '-created' },
  { name: 'status: deactivated', filter: { status: ['deactivated'] } },
  { name: 'station: visited, not in', filter: { station: 'visited', before: 'activated' } },
  { name: 'mail: waiting', filter: { mail: 'waiting' } },
  { name: 'mail: unknown', filter: { mail: 'unknown' } },
  { name: 'mail: opened, not in', filter: { mail: 'opened', before: 'activated' } },
  { name: 'role: owner', filter: { role: ['owner'] } },
  { name: 'role: admin or user manager, by last seen', filter: { role: ['admin', 'user_manager'] }, sort: '-seen' },
  { name: 'kind: external', filter: { kind: 'external' } },
  { name: 'language: German, made by hand', filter: { locale: ['de'], source: 'form' } },
  { name: 'department, common', filter: { department: 'Department 1' } },
  { name: 'department, rare, deep (50 % down)', filter: { department: 'Department 190' }, deep: 0.5 },
  { name: 'department and status', filter: { department: 'Department 1', status: ['bounced'] } },
  { name: 'department, newest first', filter: { department: 'Department 1' }, sort: '-created' },
  { name: 'import, deep (50 % down)', filter: { importId: IMPORTS[1] }, deep: 0.5 },
  { name: 'oldest import, newest first', filter: { importId: IMPORTS[0] }, sort: '-created' },
  { name: 'first days of a week', filter: { startFrom: '2026-03-02', startUntil: '2026-03-08' } },
  { name: 'first days of a year, not invited', filter: { startFrom: '2025-11-01', status: ['not_invited'] } },
  {
    name: 'eight filters',
    filter: {
      status: ['active'],
      role: ['member'],
      kind: 'internal',
      locale: ['nl'],
      source: 'import',
      mail: 'opened',
      department: 'Department 3',
      station: 'visited',
    },
  },
  { name: 'search: one letter', filter: { q: 'a' } },
  { name: 'search: the end of the alphabet, common', filter: { q: 'wag' } },
  { name: 'search: the same, 50 % down', filter: { q: 'wag' }, deep: 0.5 },
  { name: 'search: a first name', filter: { q: 'anna' } },
  { name: 'search: a rare word', filter: { q: 'e0471117' } },
  { name: 'search: 100,000 numbers at the end of the alphabet', filter: { q: 'e01' } },
  { name: 'search: two common words', filter: { q: 'anna wag' } },
  { name: 'search: two common words that nobody has both', filter: { q: 'wagn zwart' } },
  { name: 'search: number and name', filter: { q: 'e00047 mats' } },
  { name: 'search: every part of somebody', filter: { q: 'ann wag bench ex' } },
  { name: 'search: nobody', filter: { q: 'zzzz' } },
  { name: 'search within a status', filter: { q: 'rosa', status: ['not_invited'] } },
  { name: 'search within a rare status', filter: { q: 'anna', status: ['bounced'] } },
  { name: 'search, status and department', filter: { q: 'wag', status: ['not_invited'], department: 'Department 2' } },
  { name: 'search, newest first', filter: { q: 'zwart' }, sort: '-created' },
  { name: 'search: common, last seen first', filter: { q: 'anna' }, sort: '-seen' },
  { name: 'count: nothing asked', filter: {}, count: true },
  { name: 'count: status and language', filter: { status: ['not_invited'], locale: ['de'] }, count: true },
  { name: 'count: department', filter: { department: 'Department 1' }, count: true },
  { name: 'count: one letter', filter: { q: 'a' }, count: true },
  { name: 'count: two common words', filter: { q: 'anna wag' }, count: true },
];

interface Statement {
  text: string;
  values: unknown[];
}

/** Measures a case in turns: through our layer in a transaction of its own, and its very statements without it. */
export async function measure(bench: Bench, bare: pg.Client, one: Case, runs: number): Promise<Measured> {
  const cursor = (one.deep ?? one.past) === undefined ? undefined : await cursorAt(bench, one);
  const ask = () =>
    bench.inScope<object>((scope) =>
      one.count
        ? countMatching(scope, one.filter, false)
        : listUsers(scope, { filter: one.filter, sort: one.sort ?? 'name', cursor, limit: 50 }),
    );
  const statements = await statementsOf(ask);
  const alone = async () => {
    for (const { text, values } of statements) await bare.query(text, values);
  };
  const measured: Measured = { name: one.name, ours: [], bare: [], touched: 0, plans: [] };
  await bare.query(`begin; set local role welkom_app; select set_config('app.tenant_id', '${bench.tenantId}', true)`);
  for (let run = runs > 1 ? -3 : -1; run < runs; run++) {
    const [ours, without] = [await clocked(ask), await clocked(alone)];
    if (run < 0) continue;
    measured.ours.push(ours);
    measured.bare.push(without);
  }
  for (const { text, values } of statements.filter(({ text }) => !text.startsWith('explain'))) {
    const plan = await bare.query({ text: `explain (analyze, buffers, format json) ${text}`, values });
    const { touched, lines } = readPlan(plan.rows[0]['QUERY PLAN'][0]);
    measured.touched += touched;
    measured.plans.push(...lines);
  }
  await bare.query('rollback');
  return measured;
}

async function clocked(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

/** What a piece of work sends to the database, without the opening and closing of its transaction. */
async function statementsOf(work: () => Promise<unknown>): Promise<Statement[]> {
  const sent: Statement[] = [];
  const query = pg.Client.prototype.query;
  pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
    if (typeof args[0] === 'string' && Array.isArray(args[1])) sent.push({ text: args[0], values: args[1] });
    return (query as (...all: unknown[]) => unknown).apply(this, args);
  } as typeof query;
  try {
    await work();
  } finally {
    pg.Client.prototype.query = query;
  }
  return sent;
}

async function cursorAt(bench: Bench, { filter, sort = 'name', deep, past = 0 }: Case): Promise<string> {
  const column = { name: 'sort_name', created: 'created_at', seen: 'last_seen_at', start: 'start_date' }[
    sort.replace('-', '') as 'name'
  ];
  const direction = sort.startsWith('-') ? 'desc' : 'asc';
  const { matching } = await import('../../src/features/users/user-list-store.ts');
  return bench.inScope(async ({ tx, now }) => {
    const people = await matching(tx, deep === undefined ? { blocked: true } : filter, now);
    const { n } = await people.select((row) => row.fn.countAll<number>().as('n')).executeTakeFirstOrThrow();
    const person = await people
      .select(['id', column as 'sort_name'])
      .orderBy(column as 'sort_name', direction)
      .orderBy('id', direction)
      .offset(Math.floor(n * (deep ?? past)))
      .limit(1)
      .executeTakeFirstOrThrow();
    const value: unknown = person[column as 'sort_name'];
    return Buffer.from(JSON.stringify([sort, value instanceof Date ? value.toISOString() : value, person.id])).toString(
      'base64url',
    );
  });
}

interface PlanNode {
  'Node Type': string;
  'Relation Name'?: string;
  'Index Name'?: string;
  'Actual Rows': number;
  'Actual Loops': number;
  'Rows Removed by Filter'?: number;
  'Rows Removed by Index Recheck'?: number;
  'Shared Hit Blocks'?: number;
  'Shared Read Blocks'?: number;
  Plans?: PlanNode[];
}

/** A plan as one line per scan: what it read, and how often; and a line for the whole. */
function readPlan(plan: { Plan: PlanNode; 'Planning Time': number; 'Execution Time': number }): {
  touched: number;
  lines: string[];
} {
  const lines: string[] = [];
  let touched = 0;
  const walk = (node: PlanNode, depth: number) => {
    const rows = Math.round((node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops']);
    if (node['Relation Name'] || node['Index Name']) {
      if (!/Bitmap Heap/.test(node['Node Type'])) touched += rows;
      const what = [node['Index Name'], node['Relation Name']].filter(Boolean).join(' on ');
      lines.push(
        `  ${node['Node Type']} ${what}: ${rows.toLocaleString('en')} rows in ${node['Actual Loops'].toLocaleString('en')} look-ups`,
      );
    } else if (/Sort|Hash|Aggregate|Unique|Append|Merge/.test(node['Node Type']) && depth < 12) {
      lines.push(`  ${node['Node Type']}: ${Math.round(node['Actual Rows'] * node['Actual Loops']).toLocaleString('en')} rows`);
    }
    for (const inner of node.Plans ?? []) walk(inner, depth + 1);
  };
  walk(plan.Plan, 0);
  const pages = (plan.Plan['Shared Hit Blocks'] ?? 0) + (plan.Plan['Shared Read Blocks'] ?? 0);
  const head = `${touched.toLocaleString('en')} rows touched, ${pages.toLocaleString('en')} pages, planned in ${ms(plan['Planning Time'])}, run in ${ms(plan['Execution Time'])}`;
  return { touched, lines: [head, ...lines] };
}

export const p50 = (times: number[]) => percentile(times, 0.5);
export const p99 = (times: number[]) => percentile(times, 0.99);

export const figuresOf = ({ ours, bare, touched }: Measured): string[] => [
  ms(p50(ours)),
  ms(p99(ours)),
  ms(Math.max(...ours)),
  ms(p50(bare)),
  ms(p99(bare)),
  `${(p50(ours) / p50(bare)).toFixed(2)} ×`,
  touched.toLocaleString('en'),
];

export const printCase = (measured: Measured): void => row(measured.name.slice(0, 52).padEnd(54), ...figuresOf(measured));
