import type { TenantId, UserId } from '../../kernel/ids.ts';
import { type App, inTenant, systemActor } from '../../platform/scope.ts';
import { markSeen } from '../users/index.ts';
import { sessionsSeen } from './session-store.ts';

const AT_ONCE = 1000;
/** How far back the first look goes, and every later one behind the look before it: for writes that were still on their way. */
const FIRST_LOOK = 86_400_000;
const OVERLAP = 60_000;

/**
 * Tells people's rows when their sessions were used last. A person's row stands in every index of the overview: written at
 * each use it would cost more than all the rest of a log-in, so it follows some seconds later, many at once.
 */
export function makeRememberSeen() {
  const looked = new Map<TenantId, number>();
  return async function rememberSeen(app: App, tenantId: TenantId): Promise<void> {
    const who = { tenantId, actor: systemActor('sessions') };
    let last: { id: string; last_seen_at: Date } | undefined;
    let began: number | undefined;
    for (let more = true; more; ) {
      more = await inTenant(app, who, async (scope) => {
        began ??= scope.now.getTime();
        const since = new Date((looked.get(tenantId) ?? began - FIRST_LOOK) - OVERLAP);
        const sessions = await sessionsSeen(scope.tx, since, last, AT_ONCE);
        if (sessions.length)
          await markSeen(
            scope,
            sessions.map(({ user_id: id, last_seen_at: at }) => ({ id: id as UserId, at })),
          );
        last = sessions.at(-1);
        return sessions.length === AT_ONCE;
      });
    }
    if (began !== undefined) looked.set(tenantId, began);
  };
}
