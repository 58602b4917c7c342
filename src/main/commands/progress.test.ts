import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { withProgress } from './progress.ts';

test.each([
  [true, ['\r  1,000 of 2,000', '\r  2,000 of 2,000', '\n']],
  [false, ['  1,000 of 2,000\n', '  2,000 of 2,000\n']],
])('how far it is stands on standard error, each step once (a person looks: %s)', async (isTTY, told) => {
  const written: string[] = [];
  const stream = { isTTY, write: (text: string) => written.push(text) } as unknown as NodeJS.WriteStream;
  let looks = 0;
  const look = async () => {
    looks += 1;
    if (looks === 1) return null;
    if (looks === 2) throw new Error('busy');
    return { done: looks < 6 ? 1000 : 2000, of: 2000 };
  };
  expect(await withProgress(wait(150, 'done'), look, { stream, every: 5 })).toBe('done');
  expect(written).toEqual(told);
});

test('what fails, fails', async () => {
  await expect(withProgress(Promise.reject(new Error('no')), async () => null)).rejects.toThrow('no');
});
