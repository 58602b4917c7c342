import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
export const at = (...parts) => join(root, ...parts);
/** A program of node_modules, run with this very Node.js. */
export const programs = {
  biome: at('node_modules/@biomejs/biome/bin/biome'),
  depcruise: at('node_modules/dependency-cruiser/bin/dependency-cruise.mjs'),
  playwright: at('node_modules/playwright-core/cli.js'),
  tsc: at('node_modules/@typescript/native/bin/tsc'),
  tsx: at('node_modules/tsx/dist/cli.mjs'),
  vite: at('node_modules/vite/bin/vite.js'),
  vitest: at('node_modules/vitest/vitest.mjs'),
};
