import type { Group } from '../../contract/groups.ts';
import { AppError } from '../../kernel/app-error.ts';
import { foldText } from '../../kernel/fold-text.ts';
import { isUuid } from '../../kernel/ids.ts';
import { allow, beyondReach, may, reachOf, type Scope } from '../../platform/scope.ts';
import { groupToSee, personIn, type SeenGroup, seenGroup, seesAllGroups } from './group-rights.ts';
import { listGroups, listMembers } from './groups-store.ts';

/** Groups by name: all for whoever manages groups or people, else the own ones. */
export async function showGroups(scope: Scope, input: { q: string; cursor: string | null; limit: number }) {
  const viewer = personIn(scope);
  if (!viewer && !seesAllGroups(scope) && reachOf(scope.actor) === null) allow(scope, 'groups.manage');
  const rows = await listGroups(scope.tx, {
    q: foldText(input.q).trim(),
    after: input.cursor,
    limit: input.limit + 1,
    viewer,
    lookedAfter: seesAllGroups(scope) ? null : (reachOf(scope.actor) ?? []),
  });
  const page = rows.slice(0, input.limit);
  return {
    items: page.map(({ mine_admin, ...group }) => groupView(seenGroup(scope, group, mine_admin))),
    next: rows.length > input.limit ? (page.at(-1)?.sort_name ?? null) : null,
  };
}

export function groupView({ group, mine, mayEdit, mayAddMembers }: SeenGroup): Group {
  return {
    id: group.id,
    name: group.name,
    description: group.description,
    members: group.members,
    mine,
    may: { edit: mayEdit, addMembers: mayAddMembers },
    version: group.version,
  };
}

/** The members of a group that the actor sees, by name. Addresses only for whoever may see the directory. */
export async function showMembers(scope: Scope, input: { id: string; cursor: string | null; limit: number }) {
  const seen = await groupToSee(scope, input.id);
  const after = input.cursor === null ? null : readCursor(input.cursor);
  const list = () => listMembers(scope.tx, input.id, after, input.limit + 1);
  // In the own group everybody is seen, however far one's work reaches.
  const rows = await (seen.mine ? beyondReach(scope, list) : list());
  const page = rows.slice(0, input.limit);
  const last = page.at(-1);
  const seesAddresses = may(scope.actor, 'users.read');
  return {
    items: page.map((row) => ({
      id: row.id,
      name: row.display_name,
      email: seesAddresses ? row.email : null,
      admin: row.admin,
      since: row.since.toISOString(),
      way: row.activated_at ? ('in' as const) : row.invited_at ? ('invited' as const) : ('notInvited' as const),
    })),
    next: rows.length > input.limit && last ? Buffer.from(JSON.stringify([last.sort_name, last.id])).toString('base64url') : null,
  };
}

function readCursor(cursor: string): [string, string] {
  try {
    const [name, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as [unknown, unknown];
    if (typeof name === 'string' && typeof id === 'string' && isUuid(id)) return [name, id];
  } catch {
    // A cursor we did not make.
  }
  throw new AppError('invalid', {}, [{ path: 'query.cursor', code: 'invalidField' }]);
}
