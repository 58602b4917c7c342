import type { MailView, TransportView } from '../../contract/mail.ts';
import { AppError } from '../../kernel/app-error.ts';
import type { MailId, UserId } from '../../kernel/ids.ts';
import { type App, allow, type Scope } from '../../platform/scope.ts';
import { record } from '../audit/index.ts';
import { countStates, lockState, readTransport, resolveUnknown, selectMailsOfUser } from './mail-view-store.ts';

/** Do mails get out at this moment, and if not why not. */
export async function showTransport(app: App, scope: Scope): Promise<TransportView> {
  allow(scope, 'mail.read');
  const sealed = scope.tenant.sealedAt !== null;
  const kept = sealed || app.mailer === null;
  const state = kept ? { problem: null, words: null, downSince: null } : await readTransport(scope.tx);
  return {
    kept,
    sealed,
    server: app.mailer?.server ?? null,
    problem: state.problem as TransportView['problem'],
    words: state.words,
    downSince: state.downSince?.toISOString() ?? null,
  };
}

/** Counts on screen stop here: "10,000 or more". */
const CAP = 10_000;

export async function showTotals(scope: Scope) {
  allow(scope, 'mail.read');
  const counts = await countStates(scope.tx, scope.tenant.id, CAP);
  return { ...counts, opened: scope.tenant.openTracking ? counts.opened : null, cap: CAP };
}

/** Every mail to one person with its evidence, newest first. */
export async function showMailsOfUser(scope: Scope, userId: UserId): Promise<{ mails: MailView[]; measured: boolean }> {
  allow(scope, 'mail.read');
  return { mails: await selectMailsOfUser(scope.tx, scope.tenant.id, userId, 50), measured: scope.tenant.openTracking === true };
}

/**
 * Decides about a mail whose fate nobody can know: `sent` treats it as handed over, `again` sends the very same once more.
 * Records `mail.resolved`. @throws AppError `notFound`, `mail.notUnknown`
 */
export async function resolveMail(scope: Scope, id: MailId, as: 'sent' | 'again'): Promise<void> {
  allow(scope, 'welcome.send');
  const state = await lockState(scope.tx, scope.tenant.id, id);
  if (state === undefined) throw new AppError('notFound');
  if (state !== 'unknown') throw new AppError('mail.notUnknown');
  await resolveUnknown(scope.tx, scope.tenant.id, id, as, scope.actor.kind === 'system' ? 'us' : 'person', scope.now);
  await record(scope, 'mail.resolved', { target: { kind: 'mail', id }, detail: { as } });
}
