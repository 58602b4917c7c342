import { AppError } from '../../kernel/app-error.ts';
import type { UserId } from '../../kernel/ids.ts';
import type { Former } from '../../kernel/traces.ts';
import type { Belongings } from '../../platform/belongings.ts';
import { allow, type Scope } from '../../platform/scope.ts';
import { record } from '../audit/index.ts';
import { tracesOf, userToActOn } from '../users/index.ts';

/**
 * Takes away everything that names a deactivated person, in every room that holds something; content stays under "former
 * user". For ever: there is no undo. Records `user.erased`, without the name.
 * @throws AppError `users.notFound`, `users.stronger`, `leaving.stillActive`, `leaving.otherName` (the typed name is another)
 */
export async function erasePerson(
  scope: Scope,
  belongings: readonly Belongings[],
  input: { id: UserId; name: string },
): Promise<void> {
  allow(scope, 'users.erase');
  const person = await userToActOn(scope, input.id);
  if (person.erased_at) throw new AppError('users.notFound');
  if (!person.deactivated_at) throw new AppError('leaving.stillActive', { name: person.display_name });
  if (person.display_name.trim() !== input.name.trim())
    throw new AppError('leaving.otherName', {}, [{ path: 'body.name', code: 'leaving.otherName' }]);
  const former: Former[] = [];
  for (const room of belongings) former.push(...((await room.formerly?.(scope, input.id)) ?? []));
  const traces = await tracesOf(scope, person, former);
  for (const room of belongings) await room.erase(scope, input.id, traces);
  await record(scope, 'user.erased', { target: { kind: 'user', id: input.id } });
}
