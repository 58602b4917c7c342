/** Everything somebody may be allowed to do. Roles are sets of these (features/tenants/roles.ts); API keys carry a subset. */
export const PERMISSIONS = [
  'users.read',
  'users.create',
  'users.edit',
  'users.deactivate',
  'users.logout',
  'users.resetPassword',
  'users.export',
  'users.erase',
  'roles.assign',
  'imports.read',
  'imports.run',
  'welcome.read',
  'welcome.edit',
  'welcome.send',
  'mail.read',
  'mailbox.read',
  'settings.read',
  'settings.edit',
  'sending.open',
  'audit.read',
  'keys.manage',
  'groups.create',
  'groups.manage',
] as const;

export type Permission = (typeof PERMISSIONS)[number];

export const ROLES = ['owner', 'admin', 'user_manager', 'content_manager', 'member', 'read_only'] as const;
export type Role = (typeof ROLES)[number];
