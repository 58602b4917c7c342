import type { MailCopy } from '../../contract/mail.ts';
import { AppError } from '../../kernel/app-error.ts';
import type { MailId, UserId } from '../../kernel/ids.ts';
import { translator } from '../../kernel/messages.ts';
import { type App, allow, publicUrlOf, type Scope } from '../../platform/scope.ts';
import { loadMails } from './delivery/dispatch-store.ts';
import { compose } from './delivery/feed.ts';
import { readableLetter } from './letter/fill-letter.ts';
import type { MailKinds, PostedMail } from './mail-definition.ts';
import { senderOf } from './mailbox.ts';
import { stateTimeOf } from './mailbox-store.ts';

/** Throws `users.notFound` where the actor cannot see that there is such a person. */
export type PersonSeen = (scope: Scope, id: UserId) => Promise<unknown>;

/**
 * A mail to somebody, written once more from the version of the text that it was posted with. What it was filled with is
 * kept nowhere: the person's name and the deadline are those of now, and in the link's place stands one that leads nowhere.
 * `copy` is null where it cannot be written any more (its person was erased). @throws AppError `notFound`
 */
export async function showCopy(app: App, kinds: MailKinds, scope: Scope, id: MailId, seen: PersonSeen): Promise<MailCopy> {
  allow(scope, 'mail.read');
  const [mail] = await loadMails(scope.tx, scope.tenant.id, [id]);
  if (mail === undefined) throw new AppError('notFound');
  if (mail.userId !== null) await seen(scope, mail.userId);
  const written = mail.to.address === '' ? undefined : (await compose(app, kinds, scope, [mail], true)).get(id);
  return {
    id,
    kind: mail.kind,
    at: ((await stateTimeOf(scope.tx, scope.tenant.id, id)) ?? mail.dueAt).toISOString(),
    to: mail.to,
    from: senderOf(app, scope),
    locale: mail.locale,
    copy:
      written === undefined || !('letter' in written)
        ? null
        : {
            ...readableLetter(written.letter, {
              ...written.fills,
              ...(written.fills.link !== undefined && { link: hiddenLink(app, scope, mail) }),
            }),
            hasLink: written.fills.link !== undefined,
            shipped: written.shipped === true,
          },
  };
}

/** Stands where the link stood, says so in the mail's language, and opens nothing. */
function hiddenLink(app: App, scope: Scope, { locale }: PostedMail): string {
  return `${publicUrlOf(app, scope.tenant)}/activate/${translator(locale, app.words[locale])('mail.link.hidden')}`;
}
