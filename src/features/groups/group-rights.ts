import { AppError } from '../../kernel/app-error.ts';
import { may, type Scope } from '../../platform/scope.ts';
import { actorIdOf } from '../users/index.ts';
import { findGroup, type GroupRecord, membershipOf } from './groups-store.ts';

export interface SeenGroup {
  group: GroupRecord;
  mine: 'admin' | 'member' | null;
  mayEdit: boolean;
}

/** Whoever manages groups or people sees all groups; everybody else sees the own ones. */
export function seesAllGroups(scope: Scope): boolean {
  return may(scope.actor, 'groups.manage') || may(scope.actor, 'users.read');
}

/** The one way to a group: what the actor may not see does not exist for them. @throws AppError `groups.notFound` */
export async function groupToSee(scope: Scope, id: string): Promise<SeenGroup> {
  const group = await findGroup(scope.tx, id);
  const userId = actorIdOf(scope);
  const membership = group && userId ? await membershipOf(scope.tx, id, userId) : undefined;
  if (!group || (!membership && !seesAllGroups(scope) && scope.actor.permissions !== 'all'))
    throw new AppError('groups.notFound');
  const mine = membership ? (membership.admin ? 'admin' : 'member') : null;
  return { group, mine, mayEdit: mine === 'admin' || may(scope.actor, 'groups.manage') };
}

/** @throws AppError `groups.notFound`, `forbidden` */
export async function groupToEdit(scope: Scope, id: string): Promise<SeenGroup> {
  const seen = await groupToSee(scope, id);
  if (!seen.mayEdit) throw new AppError('forbidden');
  return seen;
}
