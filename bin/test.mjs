// `npm test`: everything that must hold. The same for people and for CI; nothing is "CI only".
import './steps/node-version.mjs';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { check } from './check.mjs';
import { browser } from './steps/browser.mjs';
import { install } from './steps/install.mjs';
import { at, programs, root } from './steps/root.mjs';
import { runNode } from './steps/run.mjs';
import { bad, bold, doing, good } from './steps/say.mjs';

process.chdir(root);
const started = Date.now();
const minutes = () => `${Math.floor((Date.now() - started) / 60_000)} min ${Math.round(((Date.now() - started) / 1000) % 60)} s`;
const results = [];

async function suite(name, args, env = {}) {
  const file = at('test-results', `${name.replaceAll(' ', '-')}.json`);
  mkdirSync(at('test-results'), { recursive: true });
  rmSync(file, { force: true });
  doing(`Testing: ${name}`);
  const { ok, seconds } = await runNode(
    programs.vitest,
    ['run', ...args, '--reporter=dot', '--reporter=json', `--outputFile.json=${file}`],
    { env },
  );
  const report = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { numPassedTests: 0, numFailedTests: 0 };
  // A file that does not load fails without a test, an error outside of tests too: both must show in the count.
  const failed = Math.max(report.numFailedTests, report.numFailedTestSuites ? 1 : 0, ok ? 0 : 1);
  results.push({ name, passed: report.numPassedTests, failed, seconds });
}

await install();
const executable = await browser();
const checkStarted = Date.now();
results.push({ name: 'checks', ...(await check()), seconds: (Date.now() - checkStarted) / 1000 });
const built = await runNode(at('bin/build.mjs'), ['--if-changed']);
results.push({ name: 'build', passed: built.ok ? 1 : 0, failed: built.ok ? 0 : 1, seconds: built.seconds });
const env = { NODE_ENV: 'test', ...(executable ? { WELKOM_CHROMIUM: executable } : {}) };
await suite('without a browser', ['--project', 'server', '--passWithNoTests'], env);
if (executable && built.ok) await suite('in the browser', ['--project', 'browser', '--passWithNoTests'], env);
else results.push({ name: 'in the browser', passed: 0, failed: 1, seconds: 0 });

console.log('');
for (const { name, passed, failed, seconds } of results)
  (failed ? bad : good)(`${name}: ${passed} passed${failed ? `, ${bold(`${failed} failed`)}` : ''} (${seconds.toFixed(0)} s)`);
const sum = (field) => results.reduce((total, result) => total + result[field], 0);
console.log(`\nAll of it took ${minutes()}.\n${sum('passed')} passed, ${sum('failed')} failed`);
process.exit(sum('failed') ? 1 : 0);
