import type { TemplateContent } from '../../contract/mail-template.ts';
import type { ActivationId, TemplateId, UserId } from '../../kernel/ids.ts';
import { type Locale, WRITTEN } from '../../kernel/locale.ts';
import { type App, publicUrlOf, type Scope } from '../../platform/scope.ts';
import { linksFor } from '../activation/index.ts';
import { type Composed, defineMail, type Fills, letterOf, type MailFate, type PostedMail, pictureUrl } from '../mail/index.ts';
import { type Recipient, recipients, recordMailEnds } from '../users/index.ts';
import { findTemplates } from './template-store.ts';

const formats = new Map<string, Intl.DateTimeFormat>();

/** Making a format costs as much as a whole letter, so each is made once. */
function sayDeadline(locale: Locale, timeZone: string, at: Date): string {
  const key = `${locale} ${timeZone}`;
  const format =
    formats.get(key) ?? new Intl.DateTimeFormat(WRITTEN[locale], { dateStyle: 'long', timeStyle: 'short', timeZone });
  formats.set(key, format);
  return format.format(at);
}

/** What a person's own values are in the letter. */
export function fillsFor(
  scope: Pick<Scope, 'tenant'>,
  person: Pick<Recipient, 'firstName' | 'namePrefix' | 'lastName' | 'name' | 'email' | 'userName' | 'timeZone'>,
  locale: Locale,
  link: { url: string; expiresAt: Date },
): Fills {
  return {
    firstName: person.firstName,
    lastName: [person.namePrefix, person.lastName].filter(Boolean).join(' '),
    fullName: person.name,
    email: person.email ?? '',
    userName: person.userName ?? person.email ?? '',
    environment: scope.tenant.name,
    deadline: sayDeadline(locale, person.timeZone ?? scope.tenant.timeZone, link.expiresAt),
    link: link.url,
  };
}

/** The welcome e-mail. Its content: the link's row, and the version of the text it was posted with. */
export const welcomeMail = defineMail('welcome', {
  compose: async (app, scope, mails, looking) => {
    const links = await linksFor(
      app,
      scope,
      mails.map((mail) => mail.content['activation'] as ActivationId),
    );
    const people = await readersOf(scope, mails);
    const letters = await lettersOf(app, scope, mails, looking);
    const written = new Map<PostedMail['id'], Composed>();
    for (const mail of mails) {
      const person = mail.userId === null ? undefined : people.get(mail.userId);
      const link = links.get(mail.content['activation'] as ActivationId);
      const letter = letters.get(mail.id);
      const why = looking ? undefined : whyNotWanted(mail, person, link?.state);
      if (why !== undefined || person === undefined || link === undefined || letter === undefined) {
        written.set(mail.id, { notWanted: why ?? 'gone' });
        continue;
      }
      written.set(mail.id, {
        letter,
        shipped: typeof mail.content['template'] !== 'string',
        fills: {
          ...fillsFor(scope, person, mail.locale, link),
          picture: looking ? undefined : pictureUrl(app, scope, mail.openId),
        },
      });
    }
    return written;
  },
  settled: (scope, fates) => recordMailEnds(scope, fates.flatMap(endOf)),
});

async function readersOf(scope: Scope, mails: readonly PostedMail[]): Promise<Map<UserId, Recipient>> {
  const ids = mails.map((mail) => mail.userId).filter((id): id is UserId => id !== null);
  return new Map((await recipients(scope, ids)).map((person) => [person.id, person]));
}

/** The last look at the person: what came to pass since the mail was posted. */
function whyNotWanted(mail: PostedMail, person: Recipient | undefined, link: string | undefined): string | undefined {
  if (person === undefined || link === undefined) return 'gone';
  if (person.deactivatedAt !== null) return 'deactivated';
  if (person.activatedAt !== null) return 'alreadyActive';
  if (person.email !== mail.to.address) return 'addressChanged';
  if (link === 'revoked' || link === 'deactivated') return 'linkDead';
  return undefined;
}

async function lettersOf(app: App, scope: Scope, mails: readonly PostedMail[], looking: boolean) {
  const ids = [
    ...new Set(mails.map((mail) => mail.content['template']).filter((id): id is TemplateId => typeof id === 'string')),
  ];
  const contents = new Map<string, TemplateContent | null>(
    (await findTemplates(scope.tx, scope.tenant.id, ids)).map((row) => [row.id, row.content]),
  );
  const letters = new Map<PostedMail['id'], Awaited<ReturnType<typeof letterOf>>>();
  for (const mail of mails) {
    const key = String(mail.content['template'] ?? '');
    const content = contents.get(key);
    letters.set(
      mail.id,
      await letterOf(app, scope, content ? { key, content } : 'welcome', mail.locale, mail.openId !== null && !looking),
    );
  }
  return letters;
}

function endOf({ userId, state, at, words, address, addressIsDead }: MailFate) {
  if (userId === null || state === 'deferred') return [];
  const outcome =
    state === 'accepted' || state === 'kept'
      ? ('accepted' as const)
      : state === 'unknown'
        ? ('unknown' as const)
        : state === 'taken_back'
          ? ('takenBack' as const)
          : ('refused' as const);
  return [{ userId, outcome, at, words, address, addressIsDead }];
}

/** A test to oneself: whatever the editor holds, with a link that leads nowhere. */
export const welcomeTestMail = defineMail('welcomeTest', {
  compose: async (app, scope, mails) => {
    const people = await readersOf(scope, mails);
    const written = new Map<PostedMail['id'], Composed>();
    for (const mail of mails) {
      const person = mail.userId === null ? undefined : people.get(mail.userId);
      if (person === undefined) {
        written.set(mail.id, { notWanted: 'gone' });
        continue;
      }
      const content = JSON.parse(String(mail.content['content'])) as TemplateContent;
      const letter = await letterOf(app, scope, { key: `test ${mail.id}`, content }, mail.locale, false);
      written.set(mail.id, { letter, fills: fillsFor(scope, person, mail.locale, inertLink(app, scope, mail.dueAt)) });
    }
    return written;
  },
});

/** Looks like a link, belongs to nobody: its page says that it leads nowhere. */
export const inertLink = (app: Pick<App, 'config'>, scope: Pick<Scope, 'tenant'>, now: Date) => ({
  url: `${publicUrlOf(app, scope.tenant)}/activate/preview#this-link-is-only-a-preview-and-activates-nobody-at-all`,
  expiresAt: new Date(now.getTime() + scope.tenant.linkDays * 86_400_000),
});
