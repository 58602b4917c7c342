import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { at, programs } from './root.mjs';
import { runNode } from './run.mjs';
import { doing, giveUp, good } from './say.mjs';

const both = ['package-lock.json', 'tsconfig.base.json', 'src/kernel', 'src/contract'];
const parts = {
  server: {
    sources: [...both, 'tsconfig.server.json', 'src/platform', 'src/features', 'src/main'],
    // Types are checked by `npm test`; a start need not wait for it.
    make: (outDir) => runNode(programs.tsc, ['-p', 'tsconfig.server.json', '--noCheck', '--outDir', outDir], { quiet: true }),
  },
  web: {
    sources: [...both, 'vite.config.ts', 'locales', 'src/web'],
    make: async (outDir) => {
      const args = ['build', '--outDir', outDir, '--emptyOutDir', '--logLevel', 'warn'];
      const result = await runNode(programs.vite, args, { quiet: true, env: { NODE_ENV: 'production' } });
      // The reader of /api/docs, from our own origin.
      if (result.ok)
        copyFileSync(at('node_modules/@scalar/api-reference/dist/browser/standalone.js'), join(outDir, 'api-docs.js'));
      return result;
    },
  },
};

function fingerprint(sources) {
  const hash = createHash('sha256').update(process.version);
  const visit = (path) => {
    const facts = statSync(at(path), { throwIfNoEntry: false });
    if (!facts) return;
    if (facts.isDirectory()) for (const name of readdirSync(at(path)).sort()) visit(join(path, name));
    else if (!/\.test\.tsx?$/.test(path)) hash.update(`${path}:${facts.size}:${facts.mtimeMs}\n`);
  };
  for (const source of sources) visit(source);
  return hash.digest('hex');
}

const stampOf = (name) => at('dist', `.${name}`);
const isFresh = (name, print) =>
  existsSync(at('dist', name)) && existsSync(stampOf(name)) && readFileSync(stampOf(name), 'utf8') === print;

/** Compiles the server into dist/server and the pages into dist/web, each only when its sources changed. */
export async function build({ always = false } = {}) {
  const stale = Object.entries(parts)
    .map(([name, part]) => ({ name, part, print: fingerprint(part.sources) }))
    .filter(({ name, print }) => always || !isFresh(name, print));
  if (!stale.length) return;
  doing(`Building ${stale.map(({ name }) => (name === 'web' ? 'the pages' : 'the server')).join(' and ')}`);
  mkdirSync(at('dist'), { recursive: true });
  const started = Date.now();
  const results = await Promise.all(
    stale.map(async ({ name, part, print }) => {
      const fresh = at('dist', `.new-${name}`);
      rmSync(fresh, { recursive: true, force: true });
      const { ok, output } = await part.make(fresh);
      if (!ok) return output;
      // Swapped in whole: a server that runs from the old files keeps them until it looks again.
      const old = at('dist', `.old-${name}`);
      rmSync(old, { recursive: true, force: true });
      if (existsSync(at('dist', name))) renameSync(at('dist', name), old);
      renameSync(fresh, at('dist', name));
      rmSync(old, { recursive: true, force: true });
      writeFileSync(stampOf(name), print);
      return null;
    }),
  );
  const faults = results.filter((fault) => fault !== null);
  if (faults.length) giveUp(`The build failed:\n${faults.join('\n').trim()}`);
  good(`Built (${((Date.now() - started) / 1000).toFixed(0)} s)`);
}
