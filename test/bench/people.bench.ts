// List, search and count at 100,000 people (PEOPLE=1000000 for more): every filter, order and depth, each beside its own
// statements without our layer, in turns. Writes what it measured and what the database read to docs/results.
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import pg from 'pg';
import { ms, row, withBench } from './bench-app.ts';
import { CASES, figuresOf, type Measured, measure, p50, p99, printCase, throwsOf } from './measure-lists.ts';
import { seedPeople } from './seed-people.ts';

const PEOPLE = Number(process.env.PEOPLE ?? 100_000);
const RUNS = Number(process.env.RUNS ?? 60);
const GOAL = { p99: 50, ratio: 3 };

await withBench(async (bench) => {
  const seeding = performance.now();
  await seedPeople(bench, PEOPLE);
  row(`${PEOPLE} people made`, `${((performance.now() - seeding) / 1000).toFixed(1)} s`);
  const bare = new pg.Client({ connectionString: bench.app.db.url });
  await bare.connect();
  row(''.padEnd(54), 'p50', 'p99', 'bare p50', 'bare p99', 'p50 ÷ bare', 'rows read');
  const all: Measured[] = [];
  for (const one of CASES) {
    const measured = await measure(bench, bare, one, RUNS);
    printCase(measured);
    all.push(measured);
  }
  const thrown: Measured = {
    name: '150 filters thrown by dice, once each (rows: the most)',
    ours: [],
    bare: [],
    touched: 0,
    plans: [],
  };
  for (const one of throwsOf(150)) {
    const measured = await measure(bench, bare, one, 1);
    thrown.ours.push(...measured.ours);
    thrown.bare.push(...measured.bare);
    thrown.touched = Math.max(thrown.touched, measured.touched);
    if ((measured.ours[0] ?? 0) > GOAL.p99)
      thrown.plans.push(`${JSON.stringify(one.filter)} by ${one.sort}: ${ms(measured.ours[0]!)}`, ...measured.plans);
  }
  printCase(thrown);
  all.push(thrown);
  await bare.end();
  const slow = all.filter(({ ours }) => p99(ours) > GOAL.p99);
  const heavy = all.filter(({ ours, bare: without }) => p50(ours) > GOAL.ratio * p50(without) && p50(ours) > 5);
  row(`p99 above ${GOAL.p99} ms: ${slow.length} of ${all.length}`, slow.map(({ name }) => name).join('; '));
  row(`above ${GOAL.ratio} × bare and 5 ms: ${heavy.length}`, heavy.map(({ name }) => name).join('; '));
  write(all);
});

function write(all: readonly Measured[]): void {
  const day = new Date().toISOString().slice(0, 10);
  const path = `docs/results/people-${PEOPLE}-${day}.md`;
  const figures = all.map((one) => `| ${one.name} | ${figuresOf(one).join(' | ')} |`);
  const plans = all.map(({ name, plans: lines }) => `### ${name}\n\n\`\`\`\n${lines.join('\n')}\n\`\`\`\n`);
  const text = `# Lists of ${PEOPLE.toLocaleString('en')} people, ${day}

${cpus().length} cores, Node.js ${process.version}, database and all on that machine. Again: \`PEOPLE=${PEOPLE} npm run bench people\`.
Each ${RUNS} times, in turns with its own statements sent by a bare client inside an open transaction as the same role ("bare").
Goal: p99 ≤ ${GOAL.p99} ms and ≤ ${GOAL.ratio} × bare.

| | p50 | p99 | bare p50 | bare p99 | p50 ÷ bare | rows read |
| --- | ---: | ---: | ---: | ---: | ---: | ---: |
${figures.join('\n')}

## What the database read (EXPLAIN ANALYZE, BUFFERS; a line per scan)

${plans.join('\n')}`;
  writeFileSync(path, text);
  row(`written to ${path}`);
}
