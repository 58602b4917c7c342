import { expect, test } from 'vitest';
import { namesEver } from './traces-of.ts';

const now = { first_name: 'Noor', name_prefix: null, last_name: 'Kok', display_name: 'Noor Kok' };
const day = (date: number) => new Date(Date.UTC(2026, 0, date));

test('every name that somebody ever had, back through the changes in any order', () => {
  const { names, singles } = namesEver(now, [
    { until: day(2), firstName: 'Nora' },
    { until: day(3), lastName: 'Wit', namePrefix: 'de' },
    { until: day(9), name: 'N. Kok-de Wit' },
    { until: day(1), email: 'noor@zorg.example' },
  ]);
  expect(new Set(names)).toEqual(new Set(['Noor Kok', 'N. Kok-de Wit', 'Noor de Wit', 'Noor Wit', 'Nora de Wit', 'Nora Wit']));
  expect(new Set(singles)).toEqual(new Set(['Noor', 'Nora', 'Kok', 'Wit']));
});
