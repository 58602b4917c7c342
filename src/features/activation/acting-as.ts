import type { Role } from '../../contract/permissions.ts';
import type { UserId } from '../../kernel/ids.ts';
import { isLocale } from '../../kernel/locale.ts';
import type { Actor, Scope } from '../../platform/scope.ts';
import type { UserRecord } from '../users/index.ts';

type Self = Scope & { actor: Extract<Actor, { kind: 'user' }> };

/** Somebody who has just proved who they are, for the audit log; without any permission. */
export function actingAs(scope: Scope, person: UserRecord): Self {
  const { origin } = scope.actor;
  return {
    ...scope,
    actor: {
      kind: 'user',
      userId: person.id as UserId,
      sessionId: null,
      name: person.display_name,
      role: person.role as Role,
      locale: isLocale(person.locale) ? person.locale : scope.tenant.locale,
      permissions: new Set(),
      reach: null,
      ...(origin !== undefined && { origin }),
    },
  };
}
