import { selectGroupNames } from '../features/groups/index.ts';
import { namesOf } from '../features/users/index.ts';
import type { Scope } from '../platform/scope.ts';

/** What the ids of people and groups are called now, as far as the actor can see them. */
export async function namesOfAll(scope: Scope, ids: string[]): Promise<Record<string, string>> {
  const people = await namesOf(scope, ids);
  const groups = await selectGroupNames(
    scope.tx,
    ids.filter((id) => !people.has(id)),
  );
  const named = [...people].flatMap(([id, { name }]) => (name === '' ? [] : [[id, name] as const]));
  return Object.fromEntries([...groups.map(({ id, name }) => [id, name] as const), ...named]);
}
