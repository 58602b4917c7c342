import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { projectRoot } from '../../src/main/project-root.ts';

const LIMIT = 110_000;
const web = join(projectRoot, 'dist/web');
const page = join(web, 'entry/index.html');

// People meet this page first, on a phone, on whatever network there is.
it.skipIf(!existsSync(page))(`the script of the sign-in and activation pages is at most ${LIMIT} bytes, gzipped`, () => {
  const html = readFileSync(page, 'utf8');
  const first = [...html.matchAll(/(?:src|href)="(\/[^"]+\.js)"/g)].map((match) => match[1]!);
  const all = new Set<string>();
  const follow = (file: string) => {
    if (all.has(file)) return;
    all.add(file);
    const source = readFileSync(join(web, file), 'utf8');
    for (const match of source.matchAll(/from\s*"\.\/([^"]+\.js)"|import\s*"\.\/([^"]+\.js)"/g))
      follow(`/assets/${match[1] ?? match[2]}`);
  };
  for (const file of first) follow(file);
  const bytes = [...all].reduce((sum, file) => sum + gzipSync(readFileSync(join(web, file)), { level: 9 }).length, 0);
  expect(all.size).toBeGreaterThan(0);
  expect(bytes).toBeLessThanOrEqual(LIMIT);
  expect([...all].join(), 'no part of the admin panel').not.toMatch(/main-|users-page|toasts/);
});
