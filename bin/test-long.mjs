// `npm run test:long [name…]`: what a release is held against. The same tests as ever, with the long amounts, and a result
// file under docs/results/. SEED repeats a run.
import './steps/node-version.mjs';
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
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
];
const wanted = process.argv.slice(2);
const files = FILES.filter((file) => !wanted.length || wanted.some((name) => file.includes(name)));
const seed = process.env.SEED ?? String(Math.floor(Date.now() / 1000));
const parts = [];
let failed = false;
for (const file of files) {
  doing(file);
  const { ok, output, seconds } = await runNode(programs.vitest, ['run', '--project', 'server', '--reporter=verbose', file], {
    quiet: true,
    env: { AMOUNT: 'long', SEED: seed, MEASURE: '1' },
  });
  const told = output.split('\n').filter((line) => /^\s*(?:✓|×|→)|figure:|Tests |AssertionError|Error:/.test(line));
  process.stdout.write(`${told.join('\n')}\n`);
  parts.push(
    `## ${file}\n\n${ok ? 'passed' : '**failed**'} in ${Math.round(seconds)} s\n\n\`\`\`\n${told.join('\n').trim()}\n\`\`\`\n`,
  );
  if (!ok) bad(`${file} failed`);
  failed ||= !ok;
}
const day = new Date().toISOString().slice(0, 10);
const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
const head = `# Long tests, ${day}\n\nCommit ${commit}, ${cpus().length} cores, Node.js ${process.version}, seed ${seed}. Again: \`SEED=${seed} npm run test:long\`.\n`;
mkdirSync(at('docs/results'), { recursive: true });
writeFileSync(at(`docs/results/long-${day}.md`), `${head}\n${parts.join('\n')}`);
process.exit(failed ? 1 : 0);
