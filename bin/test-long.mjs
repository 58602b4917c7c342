// `npm run test:long [name…]`: what a release is held against. The same tests as ever, with the long amounts, and a result
// file under docs/results/; named ones take the place of their own part of the day's file, with `-- --more` they are added to
// it, and the amounts are added up. Two run side by side, each with a database server of its own; those that measure times
// run alone. SEED repeats a run, LONG_SHARE=0.5 does half of the amounts, LONG_MINUTES ends each test after so many minutes: it
// says how far it came.
import './steps/node-version.mjs';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { install } from './steps/install.mjs';
import { at, programs, root } from './steps/root.mjs';
import { runNode } from './steps/run.mjs';
import { bad, doing } from './steps/say.mjs';

process.chdir(root);
await install();
const FILES = [
  'test/laws/authorization/matrix.test.ts',
  'test/laws/authorization/requests.test.ts',
  'test/laws/authorization/cross-tenant.test.ts',
  'test/laws/authorization/revocation.test.ts',
  'test/laws/authorization/sequences.test.ts',
  'test/laws/authorization/races.test.ts',
  'test/laws/authorization/equal-answers.test.ts',
];
const MEASURES = ['revocation', 'equal-answers'];
const isMore = process.argv.includes('--more');
const wanted = process.argv.slice(2).filter((name) => name !== '--more');
const files = FILES.filter((file) => !wanted.length || wanted.some((name) => file.includes(name)));
const seed = process.env.SEED ?? String(Math.floor(Date.now() / 1000));
const day = new Date().toISOString().slice(0, 10);
const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
const minutes = process.env.LONG_MINUTES;
const result = at(`docs/results/long-${day}.md`);
let failed = false;
const measures = (file) => MEASURES.some((name) => file.includes(name));
const waiting = files.filter((file) => !measures(file));
const lane = async () => {
  for (let file = waiting.shift(); file; file = waiting.shift()) await tried(file);
};
await Promise.all([lane(), lane()]);
for (const file of files.filter(measures)) await tried(file);
process.exit(failed ? 1 : 0);

async function tried(file) {
  doing(file);
  const { ok, output, seconds } = await runNode(programs.vitest, ['run', '--project', 'server', '--reporter=verbose', file], {
    quiet: true,
    env: { AMOUNT: 'long', SEED: seed, MEASURE: '1' },
  });
  const told = output.split('\n').filter((line) => /^\s*(?:✓|×|→|\+ )|figure:|Tests |AssertionError|Error:/.test(line));
  process.stdout.write(`${told.join('\n')}\n`);
  const how = `${ok ? 'passed' : '**failed**'} in ${Math.round(seconds)} s; commit ${commit}, seed ${seed}${minutes ? `, at most ${minutes} minutes a test` : ''}`;
  write(file, `${how}\n\n\`\`\`\n${told.map(shortened).join('\n').trim()}\n\`\`\`\n`);
  if (!ok) bad(`${file} failed`);
  failed ||= !ok;
}

/** Of a test its name and time: the file stands above. */
function shortened(line) {
  return line.replace(/\|server\| \S+ > /, '');
}

/** The runs of each file, as they stand in a result file. */
function partsOf(text) {
  const parts = text.split(/^(?=## )/m).slice(1);
  return parts.map((part) => [part.split('\n')[0].slice(3), part.split(/^(?=(?:passed|\*\*failed\*\*) in )/m).slice(1)]);
}

/** What several runs tried in all: of each figure the first number, with what it counts. */
function sumOf(runs) {
  if (runs.length < 2) return '';
  const sums = new Map();
  for (const [, many, what] of runs.join('').matchAll(/^\s*figure: (\d+) ([^,;:]+)[,;:]/gm))
    sums.set(what, (sums.get(what) ?? 0) + Number(many));
  const all = [...sums].map(([what, many]) => `${many} ${what}`);
  return `**In all, in ${runs.length} runs with a seed each: ${all.join('; ')}.**\n\n`;
}

/** Into the file as it stands now: another run may have written beside this one. */
function write(file, run) {
  const parts = new Map(partsOf(existsSync(result) ? readFileSync(result, 'utf8') : ''));
  // The same seed again tries the same again: it takes the place of its first run.
  const others = isMore ? (parts.get(file) ?? []).filter((one) => !one.includes(`seed ${seed}`)) : [];
  parts.set(file, [...others, run]);
  const head = `# Long tests, ${day}\n\n${cpus().length} cores, Node.js ${process.version}. Again: \`SEED=… npm run test:long\`; each run says its seed.\n`;
  const inOrder = FILES.filter((one) => parts.has(one)).map((one) => {
    const runs = parts.get(one).map((text) => `${text.trimEnd()}\n`);
    return `## ${one}\n\n${sumOf(runs)}${runs.join('\n')}`;
  });
  mkdirSync(at('docs/results'), { recursive: true });
  writeFileSync(result, `${head}\n${inOrder.join('\n')}`);
}
