// List, search and count at 100,000 people (PEOPLE=1000000 for more): every filter, order and depth, each beside its own
// statements without our layer, in turns. Writes what it measured and what the database read to docs/results.
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import pg from 'pg';
import { type Bench, ms, row, withBench } from './bench-app.ts';
import { CASES, type Case, figuresOf, type Measured, measure, p50, p99, printCase } from './measure-lists.ts';
import { seedPeople } from './seed-people.ts';
import { harshThrowsOf, throwsOf } from './throw-lists.ts';

const PEOPLE = Number(process.env.PEOPLE ?? 100_000);
const RUNS = Number(process.env.RUNS ?? 60);
const GOAL = { p99: 50, ratio: 3 };

await withBench(async (bench) => {
  const seeding = performance.now();
  await seedPeople(bench, PEOPLE);
  row(`${PEOPLE} people made`, `${((performance.now() - seeding) / 1000).toFixed(1)} s`);
  const bare = new pg.Client({ connectionString: bench.app.db.url });
  await bare.connect();
  row(''.padEnd(54), 'p50', 'p99', 'max', 'bare p50', 'bare p99', 'p50 ÷ bare', 'rows read');
  const all: Measured[] = [];
  for (const one of CASES) {
    const measured = await measure(bench, bare, one, RUNS);
    printCase(measured);
    all.push(measured);
  }
  all.push(await thrown(bench, bare, 'filters thrown by dice', throwsOf(150)));
  all.push(await thrown(bench, bare, 'harsher ones', harshThrowsOf(400)));
  await bare.end();
  const slow = all.filter(({ ours }) => p99(ours) > GOAL.p99);
  const heavy = all.filter(({ ours, bare: without }) => p50(ours) > GOAL.ratio * p50(without) && p50(ours) > 5);
  row(`p99 above ${GOAL.p99} ms: ${slow.length} of ${all.length}`, slow.map(({ name }) => name).join('; '));
  row(`above ${GOAL.ratio} × bare and 5 ms: ${heavy.length}`, heavy.map(({ name }) => name).join('; '));
  write(all);
});

/** Many lists as one row: the middle of three runs of each. The three slowest are named, with what the database read. */
async function thrown(bench: Bench, bare: pg.Client, what: string, cases: Case[]): Promise<Measured> {
  const row: Measured = { name: `${cases.length} ${what} (rows: the most)`, ours: [], bare: [], touched: 0, plans: [] };
  const each: { one: Case; took: number; plans: string[] }[] = [];
  for (const one of cases) {
    const { ours, bare: without, touched, plans } = await measure(bench, bare, one, 3);
    row.ours.push(p50(ours));
    row.bare.push(p50(without));
    row.touched = Math.max(row.touched, touched);
    each.push({ one, took: p50(ours), plans });
  }
  const slowest = each.sort((a, b) => b.took - a.took).slice(0, 3);
  row.plans = slowest.flatMap(({ one: { filter, sort, past }, took, plans }) => [
    `${ms(took)}: ${JSON.stringify(filter)} by ${sort}${past ? `, past ${Math.round(past * 100)} % of everybody` : ''}`,
    ...plans,
  ]);
  printCase(row);
  return row;
}

function write(all: readonly Measured[]): void {
  const day = new Date().toISOString().slice(0, 10);
  const path = `docs/results/people-${PEOPLE}-${day}.md`;
  const figures = all.map((one) => `| ${one.name} | ${figuresOf(one).join(' | ')} |`);
  const plans = all.map(({ name, plans: lines }) => `### ${name}\n\n\`\`\`\n${lines.join('\n')}\n\`\`\`\n`);
  const text = `# Lists of ${PEOPLE.toLocaleString('en')} people, ${day}

${cpus().length} cores, Node.js ${process.version}, database and all on that machine. Again: \`PEOPLE=${PEOPLE} npm run bench people\`.
Each ${RUNS} times, in turns with its own statements sent by a bare client inside an open transaction as the same role ("bare").
Goal: p99 ≤ ${GOAL.p99} ms and ≤ ${GOAL.ratio} × bare.

| | p50 | p99 | max | bare p50 | bare p99 | p50 ÷ bare | rows read |
| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
${figures.join('\n')}

## What the database read (EXPLAIN ANALYZE, BUFFERS; a line per scan)

${plans.join('\n')}`;
  writeFileSync(path, text);
  row(`written to ${path}`);
}
