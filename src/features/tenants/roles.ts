import { PERMISSIONS, type Permission, type Role } from '../../contract/permissions.ts';
import type { Reach } from '../../platform/scope.ts';

const member: Permission[] = [];
const contentManager: Permission[] = ['groups.create', 'groups.manage'];
const userManager: Permission[] = [
  'users.read',
  'users.create',
  'users.edit',
  'users.deactivate',
  'users.logout',
  'users.resetPassword',
  'imports.read',
  'imports.run',
  'welcome.read',
  'welcome.send',
  'mail.read',
];
/** What needs the whole directory: an import compares with everybody. */
const onlyUnlimited: Permission[] = ['imports.read', 'imports.run'];
const ownerOnly: Permission[] = ['sending.open', 'mailbox.read'];

/** The one table of who may what. */
const TABLE: Record<Role, ReadonlySet<Permission>> = {
  owner: new Set(PERMISSIONS),
  admin: new Set(PERMISSIONS.filter((permission) => !ownerOnly.includes(permission))),
  user_manager: new Set(userManager),
  content_manager: new Set(contentManager),
  member: new Set(member),
  read_only: new Set(member),
};

export function permissionsOf(role: Role): ReadonlySet<Permission> {
  return TABLE[role];
}

/** What somebody may do: what their role holds, less for a user manager who is limited to some groups. */
export function rightsOf({ role, reach }: { role: string; reach: string[] | null }): {
  permissions: ReadonlySet<Permission>;
  reach: Reach;
} {
  const permissions = permissionsOf(role as Role);
  if (role !== 'user_manager' || reach === null) return { permissions, reach: null };
  return { permissions: new Set([...permissions].filter((one) => !onlyUnlimited.includes(one))), reach };
}

/** True where `mine` holds everything that `theirs` holds: nobody gives what he lacks, nobody touches a stronger one. */
export function covers(mine: ReadonlySet<Permission> | 'all', theirs: ReadonlySet<Permission>): boolean {
  return mine === 'all' || [...theirs].every((permission) => mine.has(permission));
}

/** Whoever has any of these sees **Admin** under their name. */
export function seesAdmin(permissions: ReadonlySet<Permission>): boolean {
  return permissions.has('users.read') || permissions.has('settings.read') || permissions.has('audit.read');
}
