import { type MailId, newId, type UserId, type WaveId } from '../../kernel/ids.ts';
import type { Locale } from '../../kernel/locale.ts';
import type { Scope } from '../../platform/scope.ts';
import type { Lane, MailContent } from './mail-definition.ts';
import { insertMails } from './mail-store.ts';

export interface NewMail {
  readonly kind: string;
  readonly to: { readonly address: string; readonly name: string };
  readonly userId?: UserId;
  readonly locale: Locale;
  /** 0 (somebody waits for it) unless told. */
  readonly lane?: Lane;
  readonly batchId?: WaveId;
  readonly content?: MailContent;
  /** At once unless told. */
  readonly dueAt?: Date;
  /** A second mail with the same key is not written: a double click, a job that ran twice. */
  readonly dedupeKey?: string;
  /** The picture that tells of an opening goes in only when the environment measures it, and never with `false`. */
  readonly measureOpen?: boolean;
}

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
