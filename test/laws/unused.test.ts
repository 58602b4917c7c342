import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, test } from 'vitest';
import { AUDIT_EVENTS } from '../../src/features/audit/index.ts';
import { projectRoot } from '../../src/main/project-root.ts';

const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', 'src', 'test', 'bin', 'db'], {
  cwd: projectRoot,
  encoding: 'utf8',
})
  .split('\n')
  .filter((file) => /\.(?:tsx?|mjs|css|sql)$/.test(file) && !/(?:tables|messages-type)\.ts$/.test(file))
  .map((file) => {
    const text = readFileSync(join(projectRoot, file), 'utf8').replace(/\/\*[\s\S]*?\*\//g, '');
    return { file, text, words: new Set(text.match(/[\w$]+/g)) };
  });
const namedIn = (name: string, where: (file: string) => boolean) =>
  files.some(({ file, words }) => where(file) && words.has(name));
const sources = files.filter(({ file }) => file.startsWith('src/') && !/\.test\.tsx?$/.test(file));

test('what a file exports, another file uses', () => {
  const alone = sources.flatMap(({ file, text }) =>
    [...text.matchAll(/^export (?:async )?(?:const|function\*?|class) (\w+)/gm)]
      .map(([, name]) => name!)
      .filter((name) => !namedIn(name, (other) => other !== file))
      .map((name) => `${file}: ${name}`),
  );
  expect(alone).toEqual([]);
});

test('what stands in the door of a feature, somebody outside uses', () => {
  const doors = sources.filter(({ file }) => /^src\/features\/\w+\/index\.ts$/.test(file));
  const idle = doors.flatMap(({ file, text }) =>
    [...text.matchAll(/^export (?:type )?\{([^}]*)\}/gm)]
      .flatMap(([, names]) => names!.split(','))
      .map((name) => name.replace('type ', '').trim())
      .filter((name) => name && !namedIn(name, (other) => !other.startsWith(`${dirname(file)}/`)))
      .map((name) => `${file}: ${name}`),
  );
  expect(idle).toEqual([]);
});

test('every event of the closed list is recorded somewhere', () => {
  const recorded = files
    .filter(({ file }) => !file.endsWith('/audit-events.ts') && !file.startsWith('test/') && !/\.test\.tsx?$/.test(file))
    .map(({ text }) => text);
  expect(AUDIT_EVENTS.filter((event) => !recorded.some((text) => text.includes(`'${event}'`)))).toEqual([]);
});

test('a class of a style sheet is worn, and one that is worn stands in its sheet', () => {
  const wrong = sources
    .filter(({ file }) => file.endsWith('.module.css'))
    .flatMap(({ file, text }) => {
      const made = new Set([...text.replace(/:global\([^)]*\)/g, '').matchAll(/\.([a-z]\w*)/gi)].map(([, name]) => name!));
      const worn = new Set(
        sources.flatMap((one) =>
          [...one.text.matchAll(/^import (\w+) from '([^']+\.module\.css)'/gm)]
            .filter(([, , path]) => normalize(join(dirname(one.file), path!)) === file)
            .flatMap(([, styles]) =>
              [...one.text.matchAll(new RegExp(`(?<![/\\w])${styles}\\.(\\w+)`, 'g'))].map(([, name]) => name!),
            ),
        ),
      );
      return [...new Set([...made, ...worn])]
        .filter((name) => made.has(name) !== worn.has(name))
        .map((name) => `${file}: ${name}`);
    });
  expect(wrong).toEqual([]);
});
