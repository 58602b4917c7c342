import { sql } from 'kysely';
import type { MailId, TenantId, UserId, WaveId } from '../../../kernel/ids.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { inTenant, type App } from '../../../platform/scope.ts';
import type { Meaning } from '../../../platform/smtp/index.ts';
import type { MailFate, MailKinds } from '../mail-definition.ts';
import { DELIVERY } from './ledger.ts';

const AT_ONCE = 1_000;

/** The meanings that speak of the address itself. */
const DEAD: readonly Meaning[] = ['noSuchAddress', 'noSuchDomain', 'mailboxDisabled'];

/**
 * Tells each kind how its mails ended, so that it can write the person's facts; then the dispatch rows have done their work.
 * At least once: a crash before the commit tells again.
 * @returns how many were told
 */
export async function settleFates(app: App, kinds: MailKinds): Promise<number> {
  const tenants = await app.db.acrossTenants(async (tx) => {
    const { rows } = await sql<{ tenantId: TenantId }>`
      select distinct tenant_id as "tenantId" from (select tenant_id from mail_dispatch where settled_at is not null order by settled_at limit ${AT_ONCE}) oldest`.execute(tx);
    return rows;
  });
  let told = 0;
  for (const { tenantId } of tenants) {
    told += await inTenant(app, { tenantId, actor: DELIVERY }, async (scope) => {
      const rows = await takeSettled(scope.tx, tenantId);
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

interface SettledRow {
  id: MailId; kind: string; userId: UserId | null; batchId: WaveId | null; address: string; state: MailFate['state']; at: Date; meaning: Meaning | null; words: string | null;
}

function fateOf({ id, userId, address, state, at, meaning, words }: SettledRow): MailFate {
  return { mailId: id, userId, address, state, at, meaning, words, addressIsDead: state === 'refused' && meaning !== null && DEAD.includes(meaning) };
}

async function takeSettled(tx: Tx, tenantId: TenantId): Promise<SettledRow[]> {
  const { rows } = await sql<SettledRow>`
    with settled as (
      delete from mail_dispatch where (tenant_id, mail_id) in (
        select tenant_id, mail_id from mail_dispatch where tenant_id = ${tenantId} and settled_at is not null order by settled_at limit ${AT_ONCE} for update skip locked)
      returning mail_id
    )
    select m.id, m.kind, m.user_id as "userId", m.batch_id as "batchId", m.address, m.state, m.state_at as at, m.meaning, m.reply_words as words
    from settled s join mails m on m.tenant_id = ${tenantId} and m.id = s.mail_id`.execute(tx);
  return rows;
}

async function finishBatches(tx: Tx, tenantId: TenantId, batches: readonly WaveId[]): Promise<void> {
  await sql`
    update mail_batches b set done_at = now() where tenant_id = ${tenantId} and id = any(${batches}::uuid[]) and closed_at is not null and done_at is null
      and not exists (select from mail_dispatch d where d.tenant_id = b.tenant_id and d.batch_id = b.id)`.execute(tx);
}
