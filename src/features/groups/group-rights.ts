import { AppError } from '../../kernel/app-error.ts';
import type { UserId } from '../../kernel/ids.ts';
import { may, reachOf, type Scope } from '../../platform/scope.ts';
import { findGroup, type GroupRecord, membershipOf } from './groups-store.ts';

export interface SeenGroup {
  group: GroupRecord;
  mine: 'admin' | 'member' | null;
  mayEdit: boolean;
  /** May also be given to whoever looks after the people of this group, and no more than them. */
  mayAddMembers: boolean;
}

/** Whoever manages groups or people sees all groups, whoever looks after some groups these; everybody else sees the own ones. */
export function seesAllGroups(scope: Scope): boolean {
  return reachOf(scope.actor) === null && (may(scope.actor, 'groups.manage') || may(scope.actor, 'users.read'));
}

/** The person who asks; null for an API key: it may what its scopes say, not what its maker is in. */
export function personIn({ actor }: Scope): UserId | null {
  return actor.kind === 'user' ? actor.userId : null;
}

/** Being a group's admin gives nobody more than looking who may only look. */
function editsOwnGroups({ actor }: Scope): boolean {
  return actor.kind === 'user' && actor.role !== 'read_only';
}

/** The one way to a group: what the actor may not see does not exist for them. @throws AppError `groups.notFound` */
export async function groupToSee(scope: Scope, id: string): Promise<SeenGroup> {
  const group = await findGroup(scope.tx, id);
  const userId = personIn(scope);
  const membership = group && userId ? await membershipOf(scope.tx, id, userId) : undefined;
  const looksAfter = reachOf(scope.actor)?.includes(id) ?? false;
  if (!group || (!membership && !looksAfter && !seesAllGroups(scope) && scope.actor.permissions !== 'all'))
    throw new AppError('groups.notFound');
  return seenGroup(scope, group, membership?.admin ?? null);
}

/** `admin`: what the actor is in it; null where not a member. */
export function seenGroup(scope: Scope, group: GroupRecord, admin: boolean | null): SeenGroup {
  const mine = admin === null ? null : admin ? 'admin' : 'member';
  const mayEdit = (mine === 'admin' && editsOwnGroups(scope)) || may(scope.actor, 'groups.manage');
  const looksAfter = (reachOf(scope.actor)?.includes(group.id) ?? false) && may(scope.actor, 'users.edit');
  return { group, mine, mayEdit, mayAddMembers: mayEdit || looksAfter };
}

/** A group whose members the actor may add and take out. @throws AppError `groups.notFound`, `forbidden` */
export async function groupToFill(scope: Scope, id: string): Promise<SeenGroup> {
  const seen = await groupToSee(scope, id);
  if (!seen.mayAddMembers) throw new AppError('forbidden');
  return seen;
}

/** @throws AppError `groups.notFound`, `forbidden` */
export async function groupToEdit(scope: Scope, id: string): Promise<SeenGroup> {
  const seen = await groupToSee(scope, id);
  if (!seen.mayEdit) throw new AppError('forbidden');
  return seen;
}
