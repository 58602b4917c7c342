// `node bin/test-on.mjs 24`: all of `npm test` on another Node.js, which npm brings.
import './steps/node-version.mjs';
import { existsSync, mkdirSync } from 'node:fs';
import { at } from './steps/root.mjs';
import { run } from './steps/run.mjs';
import { doing, giveUp } from './steps/say.mjs';

const [version = '24', ...args] = process.argv.slice(2);
const home = at('.cache', `node-${version}`);
const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
const node = at('.cache', `node-${version}`, 'node_modules', name, 'bin', 'node');
if (!existsSync(node)) {
  doing(`Getting Node.js ${version}`);
  mkdirSync(home, { recursive: true });
  const { output } = await run(
    'npm',
    ['install', '--prefix', home, '--no-save', '--no-audit', '--no-fund', `${name}@${version}`],
    {
      quiet: true,
    },
  );
  if (!existsSync(node)) giveUp(`Node.js ${version} could not be had. npm says:\n${output.trim()}`);
}
const { ok } = await run(node, [at('bin/test.mjs'), ...args], { env: { npm_execpath: '' } });
process.exit(ok ? 0 : 1);
