import type { TenantId, UserId } from '../../kernel/ids.ts';
import { dayIn } from '../../kernel/local-time.ts';
import { type App, inTenant, type Scope, systemActor } from '../../platform/scope.ts';
import { record } from '../audit/index.ts';
import { deactivateUsers, lockLeavers } from '../users/index.ts';

const BATCH = 500;

/**
 * Deactivates everybody whose last day has passed where the environment is, as an admin would: out at once, everywhere. Safe to
 * run twice at once. The last owner stays, whatever the date. Records `user.deactivated` on each.
 * @returns how many left
 */
export async function leaveOnEndDate(app: App, tenantId: TenantId): Promise<number> {
  let gone = 0;
  for (let after: UserId | null = null; ; ) {
    const batch: Batch = await inTenant(app, { tenantId, actor: systemActor('end-date') }, (scope) => oneBatch(scope, after));
    gone += batch.gone;
    if (batch.last === null) return gone;
    after = batch.last;
  }
}

interface Batch {
  gone: number;
  /** null: nobody is left to look at */
  last: UserId | null;
}

async function oneBatch(scope: Scope, after: UserId | null): Promise<Batch> {
  const today = dayIn(scope.tenant.timeZone, scope.now);
  const people = await lockLeavers(scope.tx, today, after, BATCH);
  const stays = await deactivateUsers(scope, people, null);
  const leaving = people.filter((person) => !stays.has(person.id));
  for (const person of leaving) {
    await record(scope, 'user.deactivated', {
      target: { kind: 'user', id: person.id, name: person.display_name },
      detail: { endDate: person.end_date },
    });
  }
  return { gone: leaving.length, last: people.length === BATCH ? (people.at(-1)!.id as UserId) : null };
}
