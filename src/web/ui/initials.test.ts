import { expect, test } from 'vitest';
import { initials } from './initials.ts';

test.each([
  ['Anna Jansen', 'AJ'],
  ['Børje van der Østerhof', 'BØ'],
  ['Eefje ’t Hart', 'EH'],
  ['Fatima El Amrani-Bouzambou', 'FA'],
  ['Madonna', 'M'],
  ['  ', ''],
  ['李 小龙', '李小'],
])('%s is %s', (name, letters) => {
  expect(initials(name)).toBe(letters);
});
