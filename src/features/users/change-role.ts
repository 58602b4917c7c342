import type { Role } from '../../contract/permissions.ts';
import { AppError } from '../../kernel/app-error.ts';
import { allow, type Scope } from '../../platform/scope.ts';
import { covers, permissionsOf } from '../tenants/index.ts';
import { actorIdOf } from './deactivate-users.ts';
import { lockOwners, type UserRecord, updateUsers } from './user-store.ts';

/** Nobody gives what he lacks. @throws AppError `forbidden` */
export function mayGive(scope: Scope, role: Role): void {
  allow(scope, 'roles.assign');
  if (!covers(scope.actor.permissions, permissionsOf(role))) throw new AppError('forbidden');
}

/** Nobody changes his own rights: a second person has to. */
export function whyNotChangeRole(scope: Scope, person: UserRecord, role: Role): 'self' | 'already' | 'deactivated' | null {
  if (person.id === actorIdOf(scope)) return 'self';
  if (person.deactivated_at) return 'deactivated';
  return person.role === role ? 'already' : null;
}

/** Gives some people a role; an owner stays. @returns whom it could not reach */
export async function changeRoles(scope: Scope, people: UserRecord[], role: Role): Promise<Map<string, 'lastOwner'>> {
  mayGive(scope, role);
  const left = new Map<string, 'lastOwner'>();
  const owners = role !== 'owner' && people.some((person) => person.role === 'owner') ? await lockOwners(scope.tx) : [];
  let ownersLeft = owners.length;
  const changing = people.filter((person) => {
    if (person.role !== 'owner' || role === 'owner') return true;
    if (ownersLeft <= 1) {
      left.set(person.id, 'lastOwner');
      return false;
    }
    ownersLeft -= 1;
    return true;
  });
  await updateUsers(
    scope.tx,
    changing.map((person) => person.id),
    { role, updated_at: scope.now },
  );
  return left;
}
