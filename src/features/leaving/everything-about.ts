import type { UserId } from '../../kernel/ids.ts';
import type { Belongings } from '../../platform/belongings.ts';
import { actorIdOf, allow, type Scope } from '../../platform/scope.ts';
import { record } from '../audit/index.ts';
import { userToActOn } from '../users/index.ts';

/** Everything the rooms hold about one person, by room. One's own needs no right. Records `user.dataExported`. */
export async function everythingAbout(
  scope: Scope,
  belongings: readonly Belongings[],
  id: UserId,
): Promise<Record<string, unknown>> {
  if (id !== actorIdOf(scope)) allow(scope, 'users.export');
  const person = await userToActOn(scope, id);
  const all: Record<string, unknown> = { environment: scope.tenant.name, madeAt: scope.now };
  for (const room of belongings) all[room.name] = await room.about(scope, id);
  await record(scope, 'user.dataExported', { target: { kind: 'user', id, name: person.display_name } });
  return all;
}
