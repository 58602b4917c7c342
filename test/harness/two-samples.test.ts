import { expect, test } from 'vitest';
import { areaUnderCurve, median } from './two-samples.ts';

test.each([
  ['wholly apart', [1, 2, 3], [4, 5], 1],
  ['wholly apart, the other way round', [4, 5], [1, 2, 3], 0],
  ['the same', [1, 2, 3], [1, 2, 3], 0.5],
  ['all equal', [7, 7], [7, 7, 7], 0.5],
  ['one in four pairs greater', [2, 4], [1, 3], 0.25],
])('%s', (_what, first, second, area) => {
  expect(areaUnderCurve(first, second).area).toBeCloseTo(area);
});

test('its error is that of chance, and a median stands in the middle', () => {
  expect(areaUnderCurve(Array(2000).fill(1), Array(2000).fill(1)).error).toBeCloseTo(0.0091, 3);
  expect(median([9, 1, 5])).toBe(5);
});
