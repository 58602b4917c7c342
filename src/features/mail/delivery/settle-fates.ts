import { type App, inTenant } from '../../../platform/scope.ts';
import type { Meaning } from '../../../platform/smtp/index.ts';
import type { MailFate, MailKinds } from '../mail-definition.ts';
import { DELIVERY } from './ledger.ts';
import { finishBatches, type SettledRow, takeSettled, tenantsWithSettled } from './settled-store.ts';

const AT_ONCE = 1_000;

/** The meanings that speak of the address itself. */
const DEAD: readonly Meaning[] = ['noSuchAddress', 'noSuchDomain', 'mailboxDisabled'];

/**
 * Tells each kind how its mails ended, so that it can write the person's facts; then the dispatch rows have done their work.
 * At least once: a crash before the commit tells again.
 * @returns how many were told
 */
export async function settleFates(app: App, kinds: MailKinds): Promise<number> {
  const tenants = await app.db.acrossTenants((tx) => tenantsWithSettled(tx, AT_ONCE));
  let told = 0;
  for (const tenantId of tenants) {
    told += await inTenant(app, { tenantId, actor: DELIVERY }, async (scope) => {
      const rows = await takeSettled(scope.tx, tenantId, AT_ONCE);
      const fates = new Map<string, MailFate[]>();
      for (const row of rows) fates.set(row.kind, [...(fates.get(row.kind) ?? []), fateOf(row)]);
      for (const [kind, list] of fates) await kinds.get(kind)?.settled?.(scope, list);
      const batches = [...new Set(rows.map((row) => row.batchId).filter((id) => id !== null))];
      if (batches.length > 0) await finishBatches(scope.tx, tenantId, batches);
      return rows.length;
    });
  }
  return told;
}

function fateOf({ id, userId, address, state, at, meaning, words }: SettledRow): MailFate {
  return {
    mailId: id,
    userId,
    address,
    state,
    at,
    meaning,
    words,
    addressIsDead: state === 'refused' && meaning !== null && DEAD.includes(meaning),
  };
}
