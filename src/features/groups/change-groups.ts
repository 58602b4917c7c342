import { AppError } from '../../kernel/app-error.ts';
import { foldText } from '../../kernel/fold-text.ts';
import { type GroupId, newId } from '../../kernel/ids.ts';
import { actorIdOf, allow, may, type Scope } from '../../platform/scope.ts';
import { reach, record } from '../audit/index.ts';
import { lockUsers } from '../users/index.ts';
import { groupToEdit, groupToFill, groupToSee, personIn, type SeenGroup } from './group-rights.ts';
import {
  deleteMembers,
  findGroup,
  findGroupByName,
  insertGroup,
  insertMembers,
  membershipOf,
  updateGroup,
  updateMember,
} from './groups-store.ts';

/** Makes a group; its maker is its first admin. @throws AppError `groups.nameTaken` */
export async function createGroup(scope: Scope, input: { name: string; description: string }): Promise<SeenGroup> {
  allow(scope, 'groups.create');
  const id = newId<'group'>();
  const by = actorIdOf(scope);
  const row = {
    tenant_id: scope.tenant.id,
    id,
    name: input.name,
    sort_name: foldText(input.name),
    description: input.description,
    created_at: scope.now,
    created_by: by,
  };
  if (!(await insertGroup(scope.tx, row))) throw nameTaken();
  if (by) await insertMembers(scope.tx, scope.tenant.id, id, [by], { admin: true, addedBy: by, now: scope.now });
  const made = await record(scope, 'group.created', { target: { kind: 'group', id, name: input.name } });
  if (by) await reach(scope, made, [by]);
  const byPerson = personIn(scope) !== null;
  const group = (await findGroup(scope.tx, id))!;
  const mayEdit = byPerson || may(scope.actor, 'groups.manage');
  return { group, mine: byPerson ? 'admin' : null, mayEdit, mayAddMembers: mayEdit };
}

/** Renames or describes a group seen at `version`. @throws AppError `conflict`, `groups.nameTaken` */
export async function changeGroup(
  scope: Scope,
  id: GroupId,
  { version, ...change }: { version: number; name?: string | undefined; description?: string | undefined },
): Promise<SeenGroup> {
  const { group } = await groupToEdit(scope, id);
  const sortName = foldText(change.name ?? group.name);
  const taken = await findGroupByName(scope.tx, sortName);
  if (taken && taken.id !== id) throw nameTaken();
  const after = { name: change.name ?? group.name, description: change.description ?? group.description, sort_name: sortName };
  if (!(await updateGroup(scope.tx, id, version, after))) throw new AppError('conflict');
  await record(scope, 'group.changed', {
    target: { kind: 'group', id, name: after.name },
    detail: {
      before: { name: group.name, description: group.description },
      after: { name: after.name, description: after.description },
    },
  });
  return groupToSee(scope, id);
}

/** Adds people of this environment; who is in already stays. @throws AppError `users.notFound` where one is not here */
export async function addMembers(scope: Scope, id: GroupId, userIds: string[], admin: boolean): Promise<number> {
  const { group } = await (admin ? groupToEdit(scope, id) : groupToFill(scope, id));
  const wanted = [...new Set(userIds)];
  const people = await lockUsers(scope.tx, wanted);
  if (people.length < wanted.length || people.some((person) => person.deactivated_at)) throw new AppError('users.notFound');
  const added = await insertMembers(scope.tx, scope.tenant.id, id, wanted, { admin, addedBy: actorIdOf(scope), now: scope.now });
  if (added.length) {
    const target = { kind: 'group', id, name: group.name } as const;
    await reach(scope, await record(scope, 'group.membersAdded', { target, detail: { people: added, admin } }), added);
  }
  return added.length;
}

/** Makes somebody an admin of the group, or no longer; who is so already stays so, unrecorded. @throws AppError `users.notFound` */
export async function changeMember(scope: Scope, id: GroupId, userId: string, admin: boolean): Promise<void> {
  const { group } = await groupToEdit(scope, id);
  if (!(await membershipOf(scope.tx, id, userId))) throw new AppError('users.notFound');
  if (!(await updateMember(scope.tx, id, userId, admin))) return;
  const target = { kind: 'group', id, name: group.name } as const;
  await reach(scope, await record(scope, 'group.memberChanged', { target, detail: { person: userId, admin } }), [userId]);
}

/** Takes somebody out; everybody may leave. @throws AppError `users.notFound`, `forbidden` */
export async function takeOut(scope: Scope, id: GroupId, userId: string): Promise<void> {
  const { group } = userId === personIn(scope) ? await groupToSee(scope, id) : await groupToFill(scope, id);
  if (!(await deleteMembers(scope.tx, id, [userId]))) throw new AppError('users.notFound');
  const target = { kind: 'group', id, name: group.name } as const;
  await reach(scope, await record(scope, 'group.memberTakenOut', { target, detail: { person: userId } }), [userId]);
}

function nameTaken(): AppError {
  return new AppError('groups.nameTaken', {}, [{ path: 'body.name', code: 'groups.nameTaken' }]);
}
