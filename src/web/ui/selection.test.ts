import { describe, expect, test } from 'vitest';
import { choose, chosenCount, isChosen, nothing, pageState, type SelectionAct, type SelectionState } from './selection.ts';

const shown = ['a', 'b', 'c', 'd', 'e'];
const toggle = (id: string): SelectionAct => ({ do: 'toggle', id, shown });
const after = (...acts: SelectionAct[]): SelectionState => acts.reduce(choose, nothing);
const chosen = (state: SelectionState): string => shown.filter((id) => isChosen(state, id)).join('');

describe('choosing rows', () => {
  test('one by one, and back', () => {
    expect(chosen(after(toggle('b'), toggle('d')))).toBe('bd');
    expect(chosen(after(toggle('b'), toggle('b')))).toBe('');
  });
  test('a range goes from the last touched row, both ways', () => {
    expect(chosen(after(toggle('b'), { do: 'range', id: 'd', shown }))).toBe('bcd');
    expect(chosen(after(toggle('d'), { do: 'range', id: 'a', shown }))).toBe('abcd');
  });
  test('a range from a row that was let go lets go', () => {
    const state = after({ do: 'page', shown }, toggle('b'), { do: 'range', id: 'd', shown });
    expect(chosen(state)).toBe('ae');
  });
  test('a range without a start is one row', () => {
    expect(chosen(after({ do: 'range', id: 'c', shown }))).toBe('c');
  });
  test('the page at once, and back', () => {
    const page = after(toggle('x'), { do: 'page', shown });
    expect(pageState(page, shown)).toBe('all');
    expect(chosenCount(page, 100)).toBe(6);
    expect(pageState(choose(page, { do: 'page', shown }), shown)).toBe('none');
  });
  test('everything that matches, counted by the server', () => {
    const state = after({ do: 'all' });
    expect(chosen(state)).toBe('abcde');
    expect(chosenCount(state, 1200)).toBe(1200);
    expect(chosenCount(state, null)).toBeNull();
  });
  test('touching a row of everything goes back to the rows shown', () => {
    const state = after({ do: 'all' }, toggle('c'));
    expect(chosen(state)).toBe('abde');
    expect(chosenCount(state, 1200)).toBe(4);
  });
  test('clearing leaves nothing', () => {
    expect(choose(after({ do: 'all' }), { do: 'clear' })).toBe(nothing);
  });
});
