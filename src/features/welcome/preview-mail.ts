import { checkTemplate, type TemplateContent } from '../../contract/mail-template.ts';
import { AppError } from '../../kernel/app-error.ts';
import { newId, type UserId } from '../../kernel/ids.ts';
import { isLocale, type Locale } from '../../kernel/locale.ts';
import { type App, allow, type Scope } from '../../platform/scope.ts';
import { record } from '../audit/index.ts';
import { letterOf, post, readableLetter } from '../mail/index.ts';
import { type Recipient, recipients } from '../users/index.ts';
import { demandSendable, listTemplates } from './templates.ts';
import { fillsFor, inertLink } from './welcome-mail.ts';

/** Somebody believable, where no person is chosen. */
const SAMPLE: Record<
  Locale,
  Pick<Recipient, 'firstName' | 'namePrefix' | 'lastName' | 'name' | 'email' | 'userName' | 'timeZone'>
> = {
  en: {
    firstName: 'Anna',
    namePrefix: null,
    lastName: 'Baker',
    name: 'Anna Baker',
    email: 'anna.baker@example.com',
    userName: null,
    timeZone: null,
  },
  nl: {
    firstName: 'Anna',
    namePrefix: 'de',
    lastName: 'Vries',
    name: 'Anna de Vries',
    email: 'anna.devries@example.com',
    userName: null,
    timeZone: null,
  },
  de: {
    firstName: 'Anna',
    namePrefix: null,
    lastName: 'Schröder',
    name: 'Anna Schröder',
    email: 'anna.schroeder@example.com',
    userName: null,
    timeZone: null,
  },
};

/**
 * The mail as one person would see it. Its link leads nowhere. Unsaved content is shown with what is wrong with it.
 * @throws AppError `welcome.templateWrong` where it cannot even be shown, `users.notFound`
 */
export async function previewMail(
  app: App,
  scope: Scope,
  input: { locale: Locale; content?: TemplateContent | undefined; userId?: string | undefined },
) {
  allow(scope, 'welcome.read');
  const content =
    input.content ?? (await listTemplates(app, scope)).find((template) => template.locale === input.locale)?.content;
  if (content === undefined) throw new AppError('notFound');
  const problems = checkTemplate(content);
  if (problems.some(({ code }) => code === 'tooLarge' || code === 'notAllowed' || code === 'badLink'))
    demandSendable(app, scope, content);
  const person = input.userId === undefined ? undefined : await personFor(scope, input.userId as UserId);
  const letter = await letterOf(app, scope, { key: `preview ${JSON.stringify(content)}`, content }, input.locale, false);
  const fills = fillsFor(scope, person ?? SAMPLE[input.locale], input.locale, inertLink(app, scope, scope.now));
  const shown = readableLetter(letter, fills);
  return {
    person:
      person === undefined
        ? null
        : { id: person.id, name: person.name, locale: isLocale(person.locale) ? person.locale : input.locale },
    preheader: content.preheader
      .map((part) => (typeof part === 'string' ? part : fills[part.variable] || part.fallback || ''))
      .join(''),
    ...shown,
    problems,
  };
}

async function personFor(scope: Scope, id: UserId): Promise<Recipient> {
  allow(scope, 'users.read');
  const [person] = await recipients(scope, [id]);
  if (person === undefined) throw new AppError('users.notFound');
  return person;
}

/** A test to oneself, of what the editor holds. Its link activates nobody. Records `welcome.testSent`. @throws AppError `welcome.templateWrong`, `welcome.noAddress` */
export async function sendTest(
  app: App,
  scope: Scope,
  input: { locale: Locale; content: TemplateContent },
): Promise<{ address: string; kept: boolean }> {
  allow(scope, 'welcome.edit');
  demandSendable(app, scope, input.content);
  const [me] = 'userId' in scope.actor ? await recipients(scope, [scope.actor.userId]) : [];
  if (me?.email == null) throw new AppError('welcome.noAddress');
  await post(scope, [
    {
      kind: 'welcomeTest',
      to: { address: me.email, name: me.name },
      userId: me.id,
      locale: input.locale,
      lane: 0,
      measureOpen: false,
      content: { content: JSON.stringify(input.content) },
      dedupeKey: `test:${newId()}`,
    },
  ]);
  await record(scope, 'welcome.testSent', { detail: { locale: input.locale } });
  return { address: me.email, kept: app.mailer === null || scope.tenant.sealedAt !== null };
}
