import { AppError } from '../../kernel/app-error.ts';
import { isUuid, type MailId } from '../../kernel/ids.ts';
import { type App, allow, publicUrlOf, type Scope } from '../../platform/scope.ts';
import { loadMails } from './delivery/dispatch-store.ts';
import { compose } from './delivery/feed.ts';
import { readableLetter } from './letter/fill-letter.ts';
import type { MailKinds, PostedMail } from './mail-definition.ts';
import { isMailboxServed } from './mailbox-served.ts';
import { findKept, selectKept } from './mailbox-store.ts';

const PAGE = 30;

/** Mails kept here instead of being sent, newest first; a first look only writes their subjects. @throws AppError `mailbox.closed` */
export async function listMailbox(
  app: App,
  kinds: MailKinds,
  scope: Scope,
  query: { cursor?: string | undefined; q?: string | undefined },
) {
  demandOpen(app, scope);
  const before = query.cursor !== undefined && isUuid(query.cursor) ? query.cursor : null;
  const rows = await selectKept(scope.tx, scope.tenant.id, query.q, before, PAGE + 1);
  const page = rows.slice(0, PAGE);
  const written = await write(
    app,
    kinds,
    scope,
    page.map((row) => row.id),
  );
  return {
    items: page.flatMap((row) => {
      const mail = written.get(row.id);
      return mail ? [entryOf(mail, row.stateAt)] : [];
    }),
    next: rows.length > PAGE ? (page.at(-1)?.id ?? null) : null,
  };
}

/** One kept mail as its reader would see it. Its links are made for this answer and stored nowhere. @throws AppError `notFound`, `mailbox.closed` */
export async function showInMailbox(app: App, kinds: MailKinds, scope: Scope, id: MailId) {
  demandOpen(app, scope);
  const row = await findKept(scope.tx, scope.tenant.id, id);
  const mail = row && (await write(app, kinds, scope, [id])).get(id);
  if (!row || !mail) throw new AppError('notFound');
  return {
    ...entryOf(mail, row.stateAt),
    from: senderOf(app, scope),
    locale: mail.posted.locale,
    html: mail.html,
    text: mail.text,
  };
}

/** Who mails come from, as their reader sees it. */
export function senderOf(app: App, scope: Scope): string {
  const address = app.mailer?.from ?? app.config.mailFrom ?? `welkom@${new URL(publicUrlOf(app, scope.tenant)).hostname}`;
  return `${scope.tenant.name} <${address}>`;
}

/** Only its owner, only while mails are kept here, and on a public address only where the operator opted in. */
function demandOpen(app: App, scope: Scope): void {
  allow(scope, 'mailbox.read');
  if (!isMailboxServed(app, scope)) throw new AppError('mailbox.closed');
}

interface Written {
  posted: PostedMail;
  subject: string;
  html: string;
  text: string;
}

async function write(app: App, kinds: MailKinds, scope: Scope, ids: readonly MailId[]): Promise<Map<MailId, Written>> {
  const mails = await loadMails(scope.tx, scope.tenant.id, ids);
  const composed = await compose(app, kinds, scope, mails, true);
  const all = new Map<MailId, Written>();
  for (const posted of mails) {
    const written = composed.get(posted.id);
    if (written !== undefined && 'letter' in written)
      all.set(posted.id, { posted, ...readableLetter(written.letter, written.fills) });
    else all.set(posted.id, { posted, subject: '–', html: '', text: '' });
  }
  return all;
}

const entryOf = ({ posted, subject }: Written, at: Date) => ({
  id: posted.id,
  kind: posted.kind,
  at: at.toISOString(),
  to: posted.to,
  subject,
});
