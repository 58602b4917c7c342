import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { userFilter } from '../../contract/users.ts';
import { groupsOf } from '../../features/groups/index.ts';
import { everythingAbout } from '../../features/leaving/index.ts';
import { countMatching, listUsers, showUser } from '../../features/users/index.ts';
import { CannotStart } from '../../platform/cannot-start.ts';
import { allBelongings } from '../belongings.ts';
import { type Answer, asOperator, type Here } from './answer.ts';
import { personCalled } from './find-person.ts';
import { tableLines } from './table-lines.ts';

export interface ListOptions {
  status?: string;
  role?: string;
  kind?: string;
  department?: string;
  blocked?: boolean;
  limit: string;
}

/** People by name, as the overview lists them. */
export async function listPeople(here: Here, search: string | undefined, options: ListOptions): Promise<Answer> {
  const { limit: asked, blocked, ...rest } = options;
  const limit = Number(asked);
  if (!Number.isInteger(limit) || limit < 1 || limit > 10_000) throw new CannotStart('--limit is a number from 1 to 10000.');
  const parsed = userFilter.safeParse({ ...rest, q: search, blocked: blocked ? 'true' : undefined });
  if (!parsed.success) {
    const { path, message } = parsed.error.issues[0]!;
    throw new CannotStart(`--${String(path[0])} is not right: ${message}.`);
  }
  const filter = parsed.data;
  return asOperator(here, async (scope) => {
    const { items, next } = await listUsers(scope, { filter, sort: 'name', limit });
    const { count, capped } = await countMatching(scope, filter, false);
    const rows = items.map((row) => [row.name, row.email ?? row.userName ?? row.externalId ?? '', row.role, row.status]);
    const all = `${capped ? 'more than ' : ''}${count} ${count === 1 ? 'person' : 'people'}`;
    return {
      lines: [
        ...(items.length ? tableLines(['NAME', 'LOGS IN WITH', 'ROLE', 'STATUS'], rows) : []),
        next === null ? `${all}.` : `The first ${items.length} of ${all}; --limit shows more.`,
      ],
      json: items,
    };
  });
}

/** One person with their groups. */
export async function showPerson(here: Here, who: string): Promise<Answer> {
  return asOperator(here, async (scope) => {
    const { id } = await personCalled(scope, who);
    const user = await showUser(scope, id);
    const groups = (await groupsOf(scope.tx, id)).map(({ id: groupId, name, admin }) => ({ id: groupId, name, admin }));
    const { facts, may: _, ...person } = user;
    const told = Object.entries({ ...person, ...facts }).filter(([, value]) => value !== null && value !== false);
    return {
      lines: [
        ...tableLines(
          ['', ''],
          told.map(([name, value]) => [name, String(value)]),
        ).slice(1),
        ...groups.map((group) => `in group "${group.name}"${group.admin ? ', as its admin' : ''}`),
      ],
      json: { ...user, groups },
    };
  });
}

/** Everything about one person, to a file or to standard output. */
export async function exportPerson(here: Here, who: string, options: { output?: string }): Promise<Answer> {
  return asOperator(here, async (scope) => {
    const { id, display_name: name } = await personCalled(scope, who);
    const everything = await everythingAbout(scope, allBelongings, id);
    if (options.output === undefined) return { lines: [JSON.stringify(everything, null, 2)], json: everything };
    const file = resolve(options.output);
    writeFileSync(file, JSON.stringify(everything, null, 2), { mode: 0o600 });
    return { done: `Everything about ${name} is in ${file}; only you can read it.`, json: { file } };
  });
}
