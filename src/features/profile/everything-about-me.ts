import type { Belongings } from '../../platform/belongings.ts';
import type { Scope } from '../../platform/scope.ts';
import { record } from '../audit/index.ts';
import { ownPerson, targetOf } from './own-person.ts';

/** Everything that the rooms hold about oneself, as one JSON file (GDPR article 15). Records `user.dataExported`. */
export async function myData(scope: Scope, belongings: readonly Belongings[]): Promise<Response> {
  const { person, userId } = await ownPerson(scope);
  const all: Record<string, unknown> = { environment: scope.tenant.name, madeAt: scope.now };
  for (const room of belongings) all[room.name] = await room.about(scope, userId);
  await record(scope, 'user.dataExported', { target: targetOf(person) });
  const day = scope.now.toISOString().slice(0, 10);
  return new Response(`${JSON.stringify(all, null, 2)}\n`, {
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'content-disposition': `attachment; filename="my-data-${day}.json"`,
    },
  });
}
