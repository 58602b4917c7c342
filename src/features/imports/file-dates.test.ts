import { describe, expect, it } from 'vitest';
import { type DateOrder, findDateOrder, readDate } from './file-dates.ts';

describe('a date in a cell', () => {
  it.each<[string, DateOrder, string | null | undefined]>([
    ['27-11-1998', 'dmy', '1998-11-27'],
    ['01.12.2026', 'dmy', '2026-12-01'],
    ['2026-12-01', 'dmy', '2026-12-01'],
    ['2026-12-01T00:00:00Z', 'ymd', '2026-12-01'],
    ['2024-03-12 09:14', 'ymd', '2024-03-12'],
    ['01/10/2012', 'mdy', '2012-01-10'],
    ['01/10/2012', 'dmy', '2012-10-01'],
    ['1-2-26', 'dmy', '2026-02-01'],
    ['1-2-98', 'dmy', '1998-02-01'],
    ['01 Oct 2024', 'dmy', '2024-10-01'],
    ['1. März 2024', 'dmy', '2024-03-01'],
    ['3 mei 2024', 'dmy', '2024-05-03'],
    ['May 3, 2024', 'mdy', '2024-05-03'],
    ['20260131', 'dmy', '2026-01-31'],
    ['45292', 'serial', '2024-01-01'],
    ['1767225600', 'unix', '2026-01-01'],
    ['31-12-9999', 'dmy', null],
    ['00-00-0000', 'dmy', null],
    ['', 'dmy', null],
    ['31-02-2024', 'dmy', undefined],
    ['13/13/2024', 'mdy', undefined],
    ['soon', 'dmy', undefined],
    ['45292', 'dmy', undefined],
    ['1-2-3', 'dmy', undefined],
  ])('%s read %s is %s', (text, order, day) => {
    expect(readDate(text, order)).toBe(day);
  });
});

describe('which of day and month comes first', () => {
  it.each<[string[], DateOrder, boolean]>([
    [['01-02-2024', '27-11-1998'], 'dmy', false],
    [['01/02/2024', '11/27/1998'], 'mdy', false],
    [['2024-01-02'], 'ymd', false],
    [['01.02.2024'], 'dmy', false],
    [['01/02/2024'], 'mdy', true],
    [['45292', '45300'], 'serial', false],
    [['13/01/2024', '01/13/2024', '14/01/2024'], 'dmy', true],
    [[], 'dmy', false],
  ])('%j is %s', (values, order, guessed) => {
    expect(findDateOrder(values, 'mdy')).toEqual({ order, guessed });
  });
});
