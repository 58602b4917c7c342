// `npm run bench [name…]`: runs test/bench/*.bench.ts, one after the other, and prints what they measured.
import './steps/node-version.mjs';
import { existsSync, readdirSync } from 'node:fs';
import { install } from './steps/install.mjs';
import { at, programs, root } from './steps/root.mjs';
import { runNode } from './steps/run.mjs';
import { bad, doing, giveUp } from './steps/say.mjs';

process.chdir(root);
await install();
const wanted = process.argv.slice(2);
const files = (existsSync(at('test/bench')) ? readdirSync(at('test/bench')) : [])
  .filter((file) => file.endsWith('.bench.ts') && (wanted.length === 0 || wanted.some((name) => file.startsWith(name))))
  .sort();
if (!files.length) giveUp('There is no such bench in test/bench.');
let failed = false;
for (const file of files) {
  doing(file.replace('.bench.ts', ''));
  const { ok } = await runNode(programs.tsx, [`test/bench/${file}`], { env: { NODE_ENV: 'production' } });
  if (!ok) bad(`${file} failed`);
  failed ||= !ok;
}
process.exit(failed ? 1 : 0);
