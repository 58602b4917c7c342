import { type MailId, newId } from '../../kernel/ids.ts';
import type { Scope } from '../../platform/scope.ts';
import type { NewMail } from './mail-definition.ts';
import { insertMails } from './mail-store.ts';

/**
 * Puts mails in the outbox, in the caller's transaction: a rollback takes them along, a commit loses none.
 * @returns an id per mail, in order; null where the dedupe key was already used.
 */
export async function post(scope: Scope, mails: readonly NewMail[]): Promise<(MailId | null)[]> {
  if (mails.length === 0) return [];
  const rows = mails.map((mail) => ({
    ...mail,
    id: newId<'mail'>(),
    openId: scope.tenant.openTracking && mail.measureOpen !== false ? crypto.randomUUID() : null,
  }));
  const written = await insertMails(scope.tx, scope.tenant.id, scope.now, rows);
  return rows.map((row) => (written.has(row.id) ? row.id : null));
}
