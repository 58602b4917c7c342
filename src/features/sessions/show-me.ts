import type { Me } from '../../contract/session.ts';
import { AppError } from '../../kernel/app-error.ts';
import type { UserId } from '../../kernel/ids.ts';
import { isLocale } from '../../kernel/locale.ts';
import { type App, may, type Scope } from '../../platform/scope.ts';
import { isMailboxServed } from '../mail/index.ts';
import { findUser, photoOf } from '../users/index.ts';

/** Who is logged in, what they may, and where: what the pages need before anything else. */
export async function showMe(app: App, scope: Scope): Promise<Me> {
  const { actor, tenant } = scope;
  if (actor.kind !== 'user' && actor.kind !== 'key') throw new AppError('unauthenticated');
  const person = await findUser(scope.tx, actor.userId as UserId);
  if (!person) throw new AppError('unauthenticated');
  return {
    user: {
      id: person.id,
      name: person.display_name,
      firstName: person.first_name,
      email: person.email,
      userName: person.user_name,
      role: actor.role,
      locale: isLocale(person.locale) ? person.locale : tenant.locale,
      timeZone: person.time_zone,
      photo: photoOf(person),
      within: actor.reach === null ? null : [...actor.reach],
    },
    permissions: [...actor.permissions],
    tenant: {
      id: tenant.id,
      name: tenant.name,
      locale: tenant.locale,
      timeZone: tenant.timeZone,
      brandColor: tenant.brandColor,
      logo: tenant.logoFile ? `/api/v1/logo?v=${tenant.version}` : null,
      sealed: tenant.sealedAt !== null,
      mailbox: isMailboxServed(app, scope) && may(actor, 'mailbox.read'),
    },
  };
}
