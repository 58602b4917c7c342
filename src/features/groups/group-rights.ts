import { AppError } from '../../kernel/app-error.ts';
import type { UserId } from '../../kernel/ids.ts';
import { may, type Scope } from '../../platform/scope.ts';
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

/** The person who asks; null for an API key: it may what its scopes say, not what its maker is in. */
export function personIn({ actor }: Scope): UserId | null {
  return actor.kind === 'user' ? actor.userId : null;
}

/** Being a group's admin gives nobody more than looking who may only look. */
export function editsOwnGroups({ actor }: Scope): boolean {
  return actor.kind === 'user' && actor.role !== 'read_only';
}

/** The one way to a group: what the actor may not see does not exist for them. @throws AppError `groups.notFound` */
export async function groupToSee(scope: Scope, id: string): Promise<SeenGroup> {
  const group = await findGroup(scope.tx, id);
  const userId = personIn(scope);
  const membership = group && userId ? await membershipOf(scope.tx, id, userId) : undefined;
  if (!group || (!membership && !seesAllGroups(scope) && scope.actor.permissions !== 'all'))
    throw new AppError('groups.notFound');
  const mine = membership ? (membership.admin ? 'admin' : 'member') : null;
  return { group, mine, mayEdit: (mine === 'admin' && editsOwnGroups(scope)) || may(scope.actor, 'groups.manage') };
}

/** @throws AppError `groups.notFound`, `forbidden` */
export async function groupToEdit(scope: Scope, id: string): Promise<SeenGroup> {
  const seen = await groupToSee(scope, id);
  if (!seen.mayEdit) throw new AppError('forbidden');
  return seen;
}
