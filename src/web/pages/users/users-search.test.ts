import { describe, expect, it } from 'vitest';
import type { View } from '../../../contract/views.ts';
import { parseSearch, stringifySearch } from '../../search-params.ts';
import { contentOf, filterOf, isAsKept, isNarrowed, searchOf, usersSearch } from './users-search.ts';

const GROUP = '0198c7a2-5b8e-7c4d-9a3f-1c2d3e4f5a6b';
const OTHER = '0198c7a2-5b8e-7c4d-9a3f-1c2d3e4f5a6c';
const everything = {
  q: 'jan, "x"',
  status: 'invited,expired',
  role: 'admin',
  kind: 'external',
  locale: 'nl,de',
  department: 'Inkoop, verkoop',
  groupId: `${GROUP},${OTHER}`,
  source: 'import',
  startFrom: '2026-03-01',
  startUntil: '2026-03-31',
  blocked: '1',
  sort: '-start',
  columns: 'groups,seen',
};
const view = (search: Record<string, string>): View => ({
  id: OTHER,
  name: 'x',
  shared: false,
  mine: true,
  owner: null,
  may: { change: true, remove: true },
  content: contentOf(usersSearch(search)),
  version: 1,
});

describe('the address of the overview', () => {
  it('comes back from the address bar as it was', () => {
    const search = usersSearch(everything);
    expect(Object.keys(search)).toEqual(expect.arrayContaining(Object.keys(everything)));
    expect(usersSearch(parseSearch(stringifySearch(search)))).toEqual(search);
  });

  it('leaves out what nobody can mean', () => {
    expect(
      usersSearch({ groupId: 'x', startFrom: '2026-13-45', startUntil: 'tomorrow', columns: 'password', sort: 'age' }),
    ).toEqual({});
  });

  it('asks the API for the same', () => {
    expect(filterOf(usersSearch(everything))).toEqual({
      q: 'jan, "x"',
      status: 'invited,expired',
      role: 'admin',
      kind: 'external',
      locale: 'nl,de',
      department: 'Inkoop, verkoop',
      groupId: `${GROUP},${OTHER}`,
      source: 'import',
      startFrom: '2026-03-01',
      startUntil: '2026-03-31',
      blocked: 'true',
    });
    expect(isNarrowed(usersSearch({ blocked: '1', sort: 'name', columns: 'seen' }))).toBe(false);
  });

  it('is a view, and knows whether it still is', () => {
    const kept = view(everything);
    const search = searchOf(kept);
    expect(search).toMatchObject({ view: OTHER, groupId: [GROUP, OTHER], columns: ['groups', 'seen'] });
    expect(isAsKept({ ...search, user: GROUP, cursor: 'x' }, kept)).toBe(true);
    expect(isAsKept(usersSearch({ ...everything, startUntil: '' }), kept)).toBe(false);
    expect(isAsKept(usersSearch({ view: OTHER }), view({}))).toBe(true);
  });
});
