import { expect, test } from 'vitest';
import { PERMISSIONS, ROLES } from '../../contract/permissions.ts';
import { covers, permissionsOf, seesAdmin } from './roles.ts';

test('an owner may everything, and only an owner opens sending or reads the mailbox', () => {
  expect([...permissionsOf('owner')].sort()).toEqual([...PERMISSIONS].sort());
  for (const role of ROLES.filter((name) => name !== 'owner')) {
    expect(permissionsOf(role).has('sending.open')).toBe(false);
    expect(permissionsOf(role).has('mailbox.read')).toBe(false);
  }
});

test.each([
  ['owner', 'admin', true],
  ['admin', 'owner', false],
  ['admin', 'user_manager', true],
  ['user_manager', 'admin', false],
  ['user_manager', 'member', true],
  ['user_manager', 'content_manager', false],
  ['member', 'member', true],
  ['read_only', 'user_manager', false],
] as const)('%s covers %s: %s', (mine, theirs, expected) => {
  expect(covers(permissionsOf(mine), permissionsOf(theirs))).toBe(expected);
});

test('the admin panel is for those who have something to do there', () => {
  expect(ROLES.filter((role) => seesAdmin(permissionsOf(role)))).toEqual(['owner', 'admin', 'user_manager']);
});
