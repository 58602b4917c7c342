import { PERMISSIONS, ROLES } from '../../contract/permissions.ts';
import { allow, may, type Scope } from '../../platform/scope.ts';
import { covers, permissionsOf } from './roles.ts';

/** The table role × permission, as it stands in the code, and which roles the actor may give. */
export async function showRoles(scope: Scope) {
  allow(scope, 'users.read');
  return {
    permissions: [...PERMISSIONS],
    roles: ROLES.map((role) => ({
      role,
      permissions: PERMISSIONS.filter((permission) => permissionsOf(role).has(permission)),
      mayGive: may(scope.actor, 'roles.assign') && covers(scope.actor.permissions, permissionsOf(role)),
    })),
  };
}
