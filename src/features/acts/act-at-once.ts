import { AppError } from '../../kernel/app-error.ts';
import type { UserId } from '../../kernel/ids.ts';
import { translator } from '../../kernel/messages.ts';
import { type App, allow, type Scope } from '../../platform/scope.ts';
import { record } from '../audit/index.ts';
import { type UserRecord, userToActOn } from '../users/index.ts';
import { passedOver } from './define-act.ts';
import { changesOf } from './record-act.ts';
import type { Acts } from './start-act.ts';

/**
 * Does an act to one person in the caller's transaction: the same choice, the same check and the same record as where it is done
 * to many. Whom it would pass over is refused, with the reason.
 * @throws AppError `acts.unknown`, `invalid`, `forbidden`, `users.notFound`, `users.stronger`, `acts.passedOver`
 */
export async function actAtOnce(
  app: Pick<App, 'words'>,
  scope: Scope,
  known: Acts,
  asked: { id: string; act: string; params: Record<string, unknown>; userId: UserId },
): Promise<UserRecord> {
  const act = known.get(asked.act);
  if (!act) throw new AppError('acts.unknown');
  allow(scope, act.permission);
  const parsed = act.params.safeParse(asked.params);
  if (!parsed.success) throw new AppError('invalid');
  await act.prepare?.(scope, parsed.data);
  const person = await userToActOn(scope, asked.userId);
  const passed =
    (await passedOver(scope, act, [person], parsed.data)).get(person.id) ??
    (await act.apply(scope, [person], parsed.data, asked.id))?.get(person.id) ??
    null;
  if (passed) {
    const locale = scope.actor.kind === 'user' ? scope.actor.locale : 'en';
    const t = translator(locale, app.words[locale]) as unknown as (key: string) => string;
    throw new AppError('acts.passedOver', { name: person.display_name, reason: t(`acts.skip.${passed}`) });
  }
  await record(scope, act.event ?? 'users.acted', {
    target: { kind: 'user', id: person.id, name: person.display_name },
    detail: { act: act.name, params: asked.params, ...changesOf(scope, act, person, asked.params) },
  });
  return person;
}
