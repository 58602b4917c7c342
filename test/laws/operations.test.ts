import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { program } from '../../src/main/command-line.ts';

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const page = read('docs/operations.md');
const firstCells = (heading: string) => {
  const section = page.split(/^## /m).find((part) => part.startsWith(heading)) ?? '';
  return [...section.matchAll(/^\| `([^`]+)`/gm)].map(([, cell]) => cell!);
};

describe('docs/operations.md', () => {
  it('names every environment variable that is read, and no other', () => {
    const source = read('src/platform/config.ts');
    const inConfig = [...source.matchAll(/(?:value|choice|url)\('([A-Z_]+)'/g)].map(([, name]) => name!);
    expect(firstCells('Environment variables').sort()).toEqual([...new Set([...inConfig, 'NODE_ENV'])].sort());
  });

  it('names every command, and no other', () => {
    const names = (command: Command, before = ''): string[] =>
      command.commands.flatMap((child) => {
        const name = `${before}${child.name()}`;
        if (child.commands.length) return names(child, `${name} `);
        return [[name, ...child.registeredArguments.map((argument) => `<${argument.name()}>`)].join(' ')];
      });
    expect(firstCells('The command line').sort()).toEqual(names(program()).sort());
  });
});
