import type { Role } from '../../contract/permissions.ts';
import { AppError } from '../../kernel/app-error.ts';
import { actorIdOf, allow, type Scope } from '../../platform/scope.ts';
import { covers, permissionsOf, rightsOf } from '../tenants/index.ts';
import { selectExistingGroups } from './reach-store.ts';
import { lockOwners, type UserRecord, updateUsers } from './user-store.ts';

/** Nobody gives what he lacks. @throws AppError `forbidden` */
export function mayGive(scope: Scope, role: Role): void {
  allow(scope, 'roles.assign');
  if (!covers(scope.actor.permissions, permissionsOf(role))) throw new AppError('forbidden');
}

/** Limited to a group that does not exist, a user manager would see nobody. @throws AppError `users.limitUnknown` */
export async function demandGroupsToLimit(scope: Scope, rights: Rights): Promise<void> {
  const wanted = reachIn(rights);
  if (wanted === null || (await selectExistingGroups(scope.tx, wanted)).length === wanted.length) return;
  throw new AppError('users.limitUnknown', {}, [{ path: 'body.params.within', code: 'users.limitUnknown' }]);
}

export interface Rights {
  role: Role;
  /** The groups to whose members a user manager is limited; null: everybody. */
  within: string[] | null;
}

/** Nobody changes his own rights: a second person has to. */
export function whyNotChangeRole(
  scope: Scope,
  person: UserRecord,
  { role, within }: Rights,
): 'self' | 'already' | 'deactivated' | null {
  if (person.id === actorIdOf(scope)) return 'self';
  if (person.deactivated_at) return 'deactivated';
  return person.role === role && sameGroups(rightsOf(person).reach, reachIn({ role, within })) ? 'already' : null;
}

/** Only a user manager can be limited. */
const reachIn = ({ role, within }: Rights): string[] | null =>
  role === 'user_manager' && within ? [...new Set(within)].sort() : null;

const sameGroups = (some: readonly string[] | null, others: readonly string[] | null): boolean =>
  some === null || others === null ? some === others : [...some].sort().join() === [...others].sort().join();

/** Gives some people a role; an owner stays. @returns whom it could not reach */
export async function changeRoles(scope: Scope, people: UserRecord[], rights: Rights): Promise<Map<string, 'lastOwner'>> {
  const { role } = rights;
  mayGive(scope, role);
  const left = new Map<string, 'lastOwner'>();
  const owners = role !== 'owner' && people.some((person) => person.role === 'owner') ? await lockOwners(scope.tx) : new Set();
  const changing = people.filter((person) => {
    const isLast = owners.size === 1 && owners.has(person.id);
    if (isLast) left.set(person.id, 'lastOwner');
    else owners.delete(person.id);
    return !isLast;
  });
  await updateUsers(
    scope.tx,
    changing.map((person) => person.id),
    { role, reach: reachIn(rights), updated_at: scope.now },
  );
  return left;
}
