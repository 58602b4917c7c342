import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { userFilter } from '../../contract/users.ts';
import { groupsOf } from '../../features/groups/index.ts';
import { everythingAbout } from '../../features/leaving/index.ts';
import { countMatching, exportUsers, listUsers, showUser } from '../../features/users/index.ts';
import { CannotStart } from '../../platform/cannot-start.ts';
import { OPERATOR } from '../../platform/scope.ts';
import { allBelongings } from '../belongings.ts';
import { userHooks } from '../user-hooks.ts';
import { type Answer, asOperator, demandLimit, type Here } from './answer.ts';
import { groupCalled } from './bring-in-person.ts';
import { personCalled } from './find-person.ts';
import { formatOf, saveFile } from './save-file.ts';
import { tableLines } from './table-lines.ts';

export interface Narrowing {
  status?: string;
  role?: string;
  kind?: string;
  department?: string;
  group?: string[];
  language?: string;
  source?: string;
  startFrom?: string;
  startUntil?: string;
  blocked?: boolean;
}

export interface ListOptions extends Narrowing {
  limit: string;
  output?: string;
}

/** People by name, as the overview lists them; with `output` all of them as a file. */
export async function listPeople(here: Here, search: string | undefined, options: ListOptions): Promise<Answer> {
  const { limit: asked, output, ...narrowing } = options;
  const limit = demandLimit(asked);
  const filter = await filterOf(here, search, narrowing);
  if (output !== undefined) {
    const wanted = { ...filter, sort: 'name' as const, format: formatOf(output) };
    const who = { tenantId: here.tenantId, actor: OPERATOR };
    const file = await saveFile(output, () => exportUsers(here.app, who, wanted, userHooks));
    return { done: `Everybody who matches is in ${file}; only you can read it.`, json: { file } };
  }
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

/** The overview's filter; groups by their names. @throws CannotStart */
export async function filterOf(here: Here, search: string | undefined, { blocked, group, language, ...rest }: Narrowing) {
  const groupId = group && (await asOperator(here, (scope) => Promise.all(group.map((name) => groupCalled(scope, name)))));
  const parsed = userFilter.safeParse({
    ...{ ...rest, q: search, locale: language, blocked: blocked ? 'true' : undefined },
    groupId: groupId?.map(({ id }) => id).join(','),
  });
  if (parsed.success) return parsed.data;
  const { path, message } = parsed.error.issues[0]!;
  const option = path[0] === 'locale' ? 'language' : String(path[0]).replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  throw new CannotStart(`--${option} is not right: ${message}.`);
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
