import { afterEach, beforeEach, expect } from 'vitest';

const said: string[] = [];
const kept = { error: console.error, warn: console.warn };

/** Unexpected output fails the test: a warning that nobody reads is a fault that nobody mends. */
beforeEach(() => {
  said.length = 0;
  for (const level of ['error', 'warn'] as const) {
    console[level] = (...args: unknown[]) => {
      said.push(args.map(String).join(' '));
      kept[level](...args);
    };
  }
});

afterEach(() => {
  Object.assign(console, kept);
  expect(said, 'nothing is written to the console').toEqual([]);
});
