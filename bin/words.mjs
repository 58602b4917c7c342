// Writes src/kernel/messages-type.ts from locales/en.json, so that a wrong key or argument does not compile.
// `--check` changes nothing and ends with 1 where it would have.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const target = join(root, 'src/kernel/messages-type.ts');
const words = JSON.parse(readFileSync(join(root, 'locales/en.json'), 'utf8'));
const text = `// Generated from locales/en.json by bin/words.mjs. Do not edit.\nexport interface Messages ${JSON.stringify(words, null, 2)}\n`;

if (process.argv.includes('--check')) {
  if (!existsSync(target) || readFileSync(target, 'utf8') !== text) {
    console.error('src/kernel/messages-type.ts is not what locales/en.json says: run node bin/words.mjs');
    process.exit(1);
  }
} else {
  writeFileSync(target, text);
}
