import { describe, expect, test } from 'vitest';
import { choices, compact, flag, parseSearch, stringifySearch, text, texts } from './search-params.ts';

const roundTrip = (search: Record<string, unknown>) => parseSearch(stringifySearch(search));

describe('what stands in the address', () => {
  test('lists are written with commas', () => {
    expect(stringifySearch({ status: ['invited', 'expired'], q: 'jan de' })).toBe('?status=invited,expired&q=jan%20de');
  });
  test('a comma inside a value survives', () => {
    expect(texts(roundTrip({ department: ['Zorg, Welzijn', 'ICT'] }), 'department')).toEqual(['Zorg, Welzijn', 'ICT']);
    expect(texts(roundTrip({ department: ['a\\b'] }), 'department')).toEqual(['a\\b']);
  });
  test('nothing is written for nothing', () => {
    expect(stringifySearch({ q: '', status: [], blocked: false, user: undefined })).toBe('');
  });
  test('choices drops what is not offered', () => {
    expect(choices({ status: 'invited,<script>' }, 'status', ['invited', 'active'])).toEqual(['invited']);
    expect(choices({ status: 'x' }, 'status', ['invited'])).toBeUndefined();
  });
  test('flags and texts', () => {
    expect(flag(roundTrip({ blocked: true }), 'blocked')).toBe(true);
    expect(flag({}, 'blocked')).toBeUndefined();
    expect(text({ q: 'anna' }, 'q')).toBe('anna');
    expect(compact({ a: undefined, b: 1 })).toEqual({ b: 1 });
  });
});
