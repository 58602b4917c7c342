// `npm run check`: format and lint, types, import directions, and that generated files fit their sources.
import './steps/node-version.mjs';
import { pathToFileURL } from 'node:url';
import { install } from './steps/install.mjs';
import { at, programs } from './steps/root.mjs';
import { runNode } from './steps/run.mjs';
import { bad, doing, good } from './steps/say.mjs';

const checks = [
  ['format and lint', programs.biome, ['check', '--max-diagnostics=40']],
  ['types of the server and the tests', programs.tsc, ['-p', 'tsconfig.json']],
  ['types of the pages', programs.tsc, ['-p', 'tsconfig.web.json']],
  ['import directions', programs.depcruise, ['--config', '.dependency-cruiser.cjs', 'src', 'test', '--output-type', 'err']],
  ['words', at('bin/words.mjs'), ['--check']],
  ['schema', at('bin/schema.mjs'), ['--check']],
];

/** Runs all of them, two at a time, and shows the words of those that fail. */
export async function check() {
  doing('Checking');
  const waiting = [...checks];
  const outcome = { passed: 0, failed: 0 };
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [name, program, args] = next;
      const { ok, output, seconds } = await runNode(program, args, { quiet: true, env: { FORCE_COLOR: '0' } });
      if (ok) good(`${name} (${seconds.toFixed(1)} s)`);
      else bad(`${name}\n${output.trimEnd()}\n`);
      outcome[ok ? 'passed' : 'failed']++;
    }
  };
  await Promise.all([work(), work()]);
  return outcome;
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  await install();
  const { failed } = await check();
  process.exit(failed ? 1 : 0);
}
