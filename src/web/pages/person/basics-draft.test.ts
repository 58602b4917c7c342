import { expect, test } from 'vitest';
import type { User } from '../../../contract/users.ts';
import { changeOf, changesBetween, draftOf, rebase } from './basics-draft.ts';

const seen = { firstName: 'Anna', lastName: 'Berg', department: 'Keuken', email: null, locale: 'nl', role: 'member' } as User;

test('only what was changed travels, and an emptied field is nothing', () => {
  expect(changeOf(draftOf(seen), seen)).toEqual({});
  expect(changeOf({ ...draftOf(seen), department: ' ', lastName: 'Bergman', firstName: '' }, seen)).toEqual({
    department: null,
    lastName: 'Bergman',
    firstName: '',
  });
});

test('the change of another comes in, what was typed here stays', () => {
  const theirs = { ...seen, department: 'Zorg', lastName: 'van den Berg', role: 'admin' } as User;
  const mine = { ...draftOf(seen), lastName: 'Bergman' };
  expect(changesBetween(seen, theirs).map(({ field }) => field)).toEqual(['lastName', 'department']);
  expect(rebase(mine, seen, theirs)).toMatchObject({ lastName: 'Bergman', department: 'Zorg', role: 'admin' });
});
