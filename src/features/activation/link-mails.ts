import type { ActivationId, UserId } from '../../kernel/ids.ts';
import { isLocale, type Locale } from '../../kernel/locale.ts';
import { formatter } from '../../kernel/messages.ts';
import type { App, Scope } from '../../platform/scope.ts';
import {
  type Composed,
  defineMail,
  letterOf,
  type MailDefinition,
  type OwnLetter,
  type PostedMail,
  post,
} from '../mail/index.ts';
import { findUser, type UserRecord } from '../users/index.ts';
import type { Prepared } from './activation-store.ts';
import { linksFor } from './prepare-links.ts';

const localeOf = (scope: Scope, person: UserRecord): Locale => (isLocale(person.locale) ? person.locale : scope.tenant.locale);

async function postTo(
  scope: Scope,
  person: UserRecord,
  kind: string,
  content: Record<string, string>,
  dedupeKey?: string,
): Promise<void> {
  if (person.email === null) return;
  await post(scope, [
    {
      kind,
      to: { address: person.email, name: person.display_name },
      userId: person.id as UserId,
      locale: localeOf(scope, person),
      content,
      measureOpen: false,
      ...(dedupeKey !== undefined && { dedupeKey: `${kind}:${dedupeKey}` }),
    },
  ]);
}

export const postReset = (scope: Scope, person: UserRecord, link: Prepared, request?: string): Promise<void> =>
  postTo(scope, person, 'reset', { activationId: link.activationId }, request);

export const postRenewal = (scope: Scope, person: UserRecord, link: Prepared, request?: string): Promise<void> =>
  postTo(scope, person, 'renewal', { activationId: link.activationId }, request);

export const postActivated = (scope: Scope, person: UserRecord): Promise<void> =>
  postTo(scope, person, 'activated', { at: scope.now.toISOString() });

export const postResetDone = (scope: Scope, person: UserRecord): Promise<void> =>
  postTo(scope, person, 'resetDone', { at: scope.now.toISOString() });

/** The mails around links: each is written at the moment it leaves, and only then has a link in it. */
export const linkMails: MailDefinition[] = [
  withLink('reset', 'reset', { timeStyle: 'short' }),
  withLink('renewal', 'renewal', { dateStyle: 'long' }),
  withoutLink('activated', 'activated'),
  withoutLink('resetDone', 'resetDone'),
];

function withLink(kind: string, letter: OwnLetter, when: Intl.DateTimeFormatOptions): MailDefinition {
  return defineMail(kind, {
    compose: async (app, scope, mails, looking) => {
      const links = await linksFor(
        app,
        scope,
        mails.map((mail) => mail.content.activationId as ActivationId),
      );
      return composeEach(app, scope, mails, letter, (mail) => {
        const link = links.get(mail.content.activationId as ActivationId);
        if (!link || (!looking && (link.state === 'revoked' || link.state === 'deactivated'))) return undefined;
        return { link: link.url, deadline: say(scope, mail, link.expiresAt, when) };
      });
    },
  });
}

function withoutLink(kind: string, letter: OwnLetter): MailDefinition {
  return defineMail(kind, {
    compose: (app, scope, mails) =>
      composeEach(app, scope, mails, letter, (mail) => ({
        deadline: say(scope, mail, new Date(String(mail.content.at)), { dateStyle: 'long', timeStyle: 'short' }),
      })),
  });
}

const say = (scope: Scope, mail: PostedMail, at: Date, when: Intl.DateTimeFormatOptions): string =>
  formatter(mail.locale, scope.tenant.timeZone).dateTime(at, when as { dateStyle: 'long' });

async function composeEach(
  app: App,
  scope: Scope,
  mails: readonly PostedMail[],
  which: OwnLetter,
  own: (mail: PostedMail) => Record<string, string> | undefined,
): Promise<Map<PostedMail['id'], Composed>> {
  const written = new Map<PostedMail['id'], Composed>();
  for (const mail of mails) {
    const person = mail.userId ? await findUser(scope.tx, mail.userId) : undefined;
    const fills = own(mail);
    if (!person || !fills) {
      written.set(mail.id, { notWanted: 'linkDead' });
      continue;
    }
    const letter = await letterOf(app, scope, which, mail.locale, false);
    written.set(mail.id, {
      letter,
      shipped: true,
      fills: {
        ...fills,
        environment: scope.tenant.name,
        firstName: person.first_name,
        email: person.email ?? person.user_name ?? '',
      },
    });
  }
  return written;
}
