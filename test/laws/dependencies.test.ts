import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

interface Package {
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
}
interface Lock {
  packages: Record<
    string,
    { version?: string; integrity?: string; resolved?: string; link?: boolean; peerDependencies?: Record<string, string> }
  >;
}
const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const { dependencies, devDependencies } = JSON.parse(read('package.json')) as Package;
const lock = JSON.parse(read('package-lock.json')) as Lock;
const page = read('docs/dependencies.md');
const listed = (section: string) =>
  [...section.matchAll(/^\| `([^`]+)` \| (.+) \|$/gm)].map(([, name, why]) => ({ name: name!, why: why! }));

describe('direct dependencies', () => {
  const [, shipped = '', tools = ''] = page.split(/^## /m);

  it('each has its line saying why, in the right list, and no line is left over', () => {
    const names = (lines: { name: string }[]) => lines.map(({ name }) => name).sort();
    expect(names(listed(shipped))).toEqual(Object.keys(dependencies).sort());
    expect(names(listed(tools))).toEqual(Object.keys(devDependencies).sort());
    for (const { name, why } of listed(page)) expect(why.length, name).toBeGreaterThan(10);
  });

  it('are used: named by a file, types of what is, or wanted by another of them', () => {
    const files = execFileSync('git', ['ls-files', 'src', 'test', 'bin', '*.config.ts'], {
      cwd: new URL('../..', import.meta.url),
      encoding: 'utf8',
    });
    const text = files
      .split('\n')
      .filter((file) => /\.(?:tsx?|mjs|css)$/.test(file))
      .map(read)
      .join('\n');
    const direct = Object.keys({ ...dependencies, ...devDependencies });
    const peers = new Set(direct.flatMap((name) => Object.keys(lock.packages[`node_modules/${name}`]?.peerDependencies ?? {})));
    const isNamed = (name: string) => new RegExp(`['"/]${name}['"/]`).test(text);
    const isUsed = (name: string): boolean => {
      const types = /^@types\/(.+)$/.exec(name)?.[1];
      return types ? types === 'node' || direct.includes(types) : isNamed(name) || peers.has(name);
    };
    expect(direct.filter((name) => !isUsed(name))).toEqual([]);
  });

  it('are pinned to exact versions', () => {
    for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies })) {
      expect(version, name).toMatch(/^(?:npm:@?[\w./-]+@)?\d+\.\d+\.\d+(?:-[\w.]+)?$/);
    }
  });

  it('stand in the lock file with an integrity hash, as does everything they bring along', () => {
    const without = Object.entries(lock.packages)
      .filter(([path, entry]) => path !== '' && !entry.link && !entry.integrity)
      .map(([path]) => path);
    expect(without).toEqual([]);
  });
});
