// `npm start`: install what is missing, build what changed, run.
import './steps/node-version.mjs';
import { build } from './steps/build.mjs';
import { endWithNpm } from './steps/end-with-npm.mjs';
import { install } from './steps/install.mjs';
import { root } from './steps/root.mjs';
import { runningAddress } from './steps/running.mjs';
import { bold, good } from './steps/say.mjs';

process.chdir(root);
const address = runningAddress();
if (address) {
  good(`Welkom is already running at ${bold(address)}`);
  process.exit(0);
}
await install();
await build();
// In this very process: a signal then has one way to go.
endWithNpm();
const { runCommandLine } = await import('../dist/server/main/command-line.js');
await runCommandLine(['serve', ...process.argv.slice(2)]);
