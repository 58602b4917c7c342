// Import of 100,000 people (PEOPLE=10000,1000000 for others): CSV → plan → applied, with audit and search words, beside
// bare batched inserts of the very same rows into the very same tables and indexes, and COPY into one table.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import pg from 'pg';
import { applyImport } from '../../src/features/imports/apply-import.ts';
import { makePlan } from '../../src/features/imports/make-plan.ts';
import { planImport } from '../../src/features/imports/plan-import.ts';
import { receiveImport } from '../../src/features/imports/receive-import.ts';
import { showImport } from '../../src/features/imports/show-import.ts';
import { workOffPlan } from '../../src/features/imports/work-off-plan.ts';
import type { ImportId } from '../../src/kernel/ids.ts';
import { systemActor } from '../../src/platform/scope.ts';
import { type Bench, row, withBench } from './bench-app.ts';

const PEOPLE = Number(process.env.PEOPLE ?? 100_000);
const BATCH = 5000;
const seconds = (ms: number) => `${(ms / 1000).toFixed(2)} s`;
const rate = (ms: number) => `${Math.round(PEOPLE / (ms / 1000)).toLocaleString('en')} /s`;

const FIRST = [
  'Noor',
  'Daan',
  'Zoë',
  'Jörg',
  'Fatma',
  'Lars',
  'Mila',
  'Piet',
  'Anneke',
  'Yusuf',
  'Sanne',
  'Bram',
  'Élise',
  'Tom',
  'Nina',
  'Kees',
];
const LAST = [
  'Vries',
  'Berg',
  'Jansen',
  'Müller',
  'Yılmaz',
  'Bakker',
  'Weiß',
  'Smit',
  'Peeters',
  'Visser',
  'Mulder',
  'Bos',
  'Vos',
  'Dekker',
  'Brouwer',
  'Schmidt',
];

function* csv(): Generator<Buffer> {
  let text = 'Personeelsnummer;Voornaam;Tussenvoegsel;Achternaam;E-mail werk;Afdeling;Functie;Datum in dienst;Mobiel\n';
  for (let n = 0; n < PEOPLE; n++) {
    const first = FIRST[n % 16]!;
    const last = `${LAST[(n >> 4) % 16]}${(n * 7919) % 5000}`;
    text += `${String(n).padStart(7, '0')};${first};${n % 3 ? '' : 'van der'};${last};p${n}@zorggroep.example;Afdeling ${n % 40};Functie ${n % 90};${String((n % 28) + 1).padStart(2, '0')}-0${(n % 9) + 1}-20${10 + (n % 15)};06-${10000000 + n}\n`;
    if (text.length > 200_000) {
      yield Buffer.from(text);
      text = '';
    }
  }
  yield Buffer.from(text);
}

async function clocked<T>(work: () => Promise<T>): Promise<{ ms: number; answer: T }> {
  const begun = performance.now();
  const answer = await work();
  return { ms: performance.now() - begun, answer };
}

/** The most memory this process held during `work`, above what it held before. */
async function watched<T>(work: () => Promise<T>): Promise<{ mib: number; answer: T }> {
  globalThis.gc?.();
  const idle = process.memoryUsage.rss();
  let most = idle;
  const look = setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss());
  }, 20);
  const answer = await work().finally(() => clearInterval(look));
  return { mib: (most - idle) / 1024 / 1024, answer };
}

async function imported(bench: Bench) {
  const who = { tenantId: bench.tenantId, actor: systemActor('bench') };
  const body = Readable.toWeb(Readable.from(csv())) as ReadableStream;
  const received = await clocked(() => receiveImport(bench.app, who, { name: 'people.csv', announced: null, body }));
  const id = received.answer.id as ImportId;
  const planned = await clocked(async () => {
    const { plan } = await bench.inScope((scope) => planImport(scope, id, {}));
    await makePlan(bench.app, bench.tenantId, id, plan);
    return plan;
  });
  const applied = await clocked(async () => {
    await bench.inScope((scope) => applyImport(scope, id, planned.answer));
    await workOffPlan(bench.app, bench.tenantId, id);
  });
  const seen = await bench.inScope((scope) => showImport(scope, id));
  if (seen.result.created !== PEOPLE) throw new Error(`${seen.result.created} of ${PEOPLE} came in.`);
  return { id, receive: received.ms, plan: planned.ms, apply: applied.ms };
}

async function again(bench: Bench): Promise<number> {
  const who = { tenantId: bench.tenantId, actor: systemActor('bench') };
  const { ms, answer } = await clocked(async () => {
    const { id } = await receiveImport(bench.app, who, {
      name: 'people.csv',
      announced: null,
      body: Readable.toWeb(Readable.from(csv())) as ReadableStream,
    });
    const { plan } = await bench.inScope((scope) => planImport(scope, id as ImportId, {}));
    await makePlan(bench.app, bench.tenantId, id as ImportId, plan);
    return bench.inScope((scope) => showImport(scope, id as ImportId));
  });
  if (answer.counts?.unchanged !== PEOPLE) throw new Error('The same file again would change something.');
  return ms;
}

const TABLES = ['users', 'user_words', 'import_rows'] as const;
type Copied = Record<(typeof TABLES)[number], { columns: { name: string; type: string }[]; rows: unknown[][] }>;

/** The rows as they came to stand there, as text, in the order in which they were written. */
async function copied(bench: Bench): Promise<Copied> {
  const client = new pg.Client({
    connectionString: bench.app.db.url,
    types: { getTypeParser: () => (value: string | Buffer) => value } as never,
  });
  await client.connect();
  const all: Partial<Copied> = {};
  for (const table of TABLES) {
    const columns = await client.query<{ name: string; type: string }>(
      `select attname as name, format_type(atttypid, null) as type from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = '' order by attnum`,
      [table],
    );
    const used = [];
    for (const column of columns.rows) {
      const any = await client.query(`select 1 from ${table} where ${column.name} is not null limit 1`);
      if (any.rowCount && column.name !== 'tenant_id') used.push(column);
    }
    const rows = await client.query({
      text: `select ${used.map(({ name }) => name).join(', ')} from ${table} order by ctid`,
      rowMode: 'array',
    });
    all[table] = { columns: used, rows: rows.rows as unknown[][] };
  }
  await client.end();
  return all as Copied;
}

/** The fastest plain way to the same end state: batches of 5,000 by unnest, prepared beforehand, as the same role. */
async function bare(bench: Bench, tables: Copied): Promise<number> {
  const client = new pg.Client({ connectionString: bench.app.db.url });
  await client.connect();
  let total = 0;
  for (const table of TABLES) {
    const { columns, rows } = tables[table];
    const names = columns.map(({ name }) => name).join(', ');
    const text = `insert into ${table} (tenant_id, ${names}) select '${bench.tenantId}'::uuid, ${names} from unnest(${columns.map(({ type }, i) => `$${i + 1}::${type}[]`).join(', ')}) as t (${names})`;
    const batch = Math.ceil(BATCH * (rows.length / PEOPLE));
    for (let i = 0; i < rows.length; i += batch) {
      const part = rows.slice(i, i + batch);
      const values = columns.map((_, column) => part.map((one) => one[column]));
      const { ms } = await clocked(async () => {
        await client.query(`begin; set local role welkom_app; select set_config('app.tenant_id', '${bench.tenantId}', true)`);
        await client.query(text, values);
        await client.query('commit');
      });
      total += ms;
    }
  }
  await client.end();
  return total;
}

async function copyIntoOne(bench: Bench): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'welkom-copy-'));
  const file = join(folder, 'people.csv');
  writeFileSync(file, Buffer.concat([...csv()]), { mode: 0o644 });
  const { chmodSync } = await import('node:fs');
  chmodSync(folder, 0o755);
  const client = new pg.Client({ connectionString: bench.app.db.url });
  await client.connect();
  await client.query(
    'create table one (number text primary key, first text, prefix text, last text, email text, department text, job text, start text, phone text)',
  );
  const { ms } = await clocked(() => client.query(`copy one from '${file}' with (format csv, delimiter ';', header)`));
  await client.end();
  rmSync(folder, { recursive: true });
  return ms;
}

let tables: Copied | undefined;
let product = 0;
await withBench(async (bench) => {
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const { mib, answer } = await watched(() => imported(bench));
  delay.disable();
  product = answer.receive + answer.plan + answer.apply;
  row('receive and look', seconds(answer.receive));
  row('plan', seconds(answer.plan), rate(answer.plan));
  row('apply', seconds(answer.apply), rate(answer.apply));
  row(`import of ${PEOPLE.toLocaleString('en')} people`, seconds(product), rate(product));
  row('memory above idle', `${Math.round(mib)} MiB`, 'goal 250 MiB');
  row(
    'other work waits, p50 and p99',
    `${(delay.percentile(50) / 1e6).toFixed(0)} ms`,
    `${(delay.percentile(99) / 1e6).toFixed(0)} ms`,
  );
  tables = await copied(bench);
  const second = await again(bench);
  row(
    'the same file again: 0 changes',
    seconds(second),
    `${(second / (answer.receive + answer.plan)).toFixed(2)} × first`,
    'goal 1.5 ×',
  );
});
await withBench(async (bench) => {
  const plain = await bare(bench, tables!);
  row('bare inserts, same rows and tables', seconds(plain), rate(plain));
  row('import ÷ bare', `${(product / plain).toFixed(2)} ×`, 'goal 3 ×');
  const copy = await copyIntoOne(bench);
  row('COPY into one table', seconds(copy), rate(copy), `${(product / copy).toFixed(1)} ×`);
});
