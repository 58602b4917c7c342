import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from '../../src/main/project-root.ts';

const GENERATED = new Set(['src/platform/db/tables.ts', 'src/kernel/messages-type.ts']);
const FORBIDDEN_NAMES = /(?:^|[-/])(?:utils?|helpers?|misc|common|manager|service|processor|data|info)\.(?:tsx?|mjs)$/;

const tracked = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  cwd: projectRoot,
  encoding: 'utf8',
})
  .split('\n')
  .filter((file) => /\.(?:tsx?|mjs|css|sql|sh)$/.test(file) && !GENERATED.has(file));
const lines = (file: string) => readFileSync(join(projectRoot, file), 'utf8').split('\n').length - 1;
const sources = tracked.filter((file) => /\.(?:tsx?|mjs|css)$/.test(file)).map((file) => ({ file, lines: lines(file) }));

test('no file is longer than 400 lines', () => {
  expect(sources.filter((source) => source.lines > 400)).toEqual([]);
});

test('most files are short: 90 % have at most 200 lines, and half at most 80', () => {
  const lengths = sources.map((source) => source.lines).sort((a, b) => a - b);
  expect(lengths[Math.floor(lengths.length * 0.9)]).toBeLessThanOrEqual(200);
  expect(lengths[Math.floor(lengths.length * 0.5)]).toBeLessThanOrEqual(80);
});

test('a file is named by what it holds', () => {
  expect(tracked.filter((file) => FORBIDDEN_NAMES.test(file))).toEqual([]);
  const notKebab = tracked.filter(
    (file) => file.startsWith('src/') && !/^[a-z0-9-]+(?:\.[a-z0-9-]+)*$/.test(file.split('/').at(-1)!),
  );
  expect(notKebab).toEqual([]);
});

test('the products that came before are named nowhere, nor is any machine this was written on', () => {
  const names = new RegExp(
    [
      ['\\bpl', 'ek\\b'],
      ['prop', 'ster'],
      ['/wo', 'rk/main'],
    ]
      .map((parts) => parts.join(''))
      .join('|'),
    'i',
  );
  const text = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    cwd: projectRoot,
    encoding: 'utf8',
  })
    .split('\n')
    .filter((file) => /\.(?:tsx?|mjs|json|md|sql|html|css|txt|csv)$/.test(file) && file !== 'package-lock.json');
  // In Dutch the same letters are "place": after an article or a pronoun they are the word, not the name.
  const word = new RegExp(['\\b(?:deze|die|een|elke) pl', 'ek\\b'].join(''), 'gi');
  const hits = text.filter((file) => names.test(readFileSync(join(projectRoot, file), 'utf8').replace(word, '')));
  expect(hits).toEqual([]);
});

test('SQL stands in the stores, and effects at the edges', () => {
  const features = sources.filter(({ file }) => file.startsWith('src/features/') && !/\.test\.tsx?$/.test(file));
  const sql = features.filter(({ file }) => /\bsql<|\bsql`/.test(readFileSync(join(projectRoot, file), 'utf8')));
  expect(sql.map(({ file }) => file).filter((file) => !/(?:-store|-sql)\.ts$/.test(file))).toEqual([]);
  const clocks = features.filter(({ file }) =>
    /\bDate\.now\(\)|\bnew Date\(\)/.test(readFileSync(join(projectRoot, file), 'utf8')),
  );
  expect(clocks.map(({ file }) => file)).toEqual([]);
  const environment = sources.filter(
    ({ file }) =>
      /^src\/(?:features|kernel|contract)\//.test(file) && readFileSync(join(projectRoot, file), 'utf8').includes('process.env'),
  );
  expect(environment.map(({ file }) => file)).toEqual([]);
});

test('every pool outlives a connection that dies, in the tests too: one function opens them', () => {
  const opens = sources.filter(({ file }) =>
    readFileSync(join(projectRoot, file), 'utf8').includes(['new pg', 'Pool('].join('.')),
  );
  expect(opens.map(({ file }) => file)).toEqual(['src/platform/db/open-pool.ts']);
});
