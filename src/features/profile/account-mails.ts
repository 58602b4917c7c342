import { inlineFromText, lineFromText, type NodeJson, slot, type TemplateContent } from '../../contract/mail-template.ts';
import type { AddressChangeId, UserId } from '../../kernel/ids.ts';
import { isLocale, type Locale } from '../../kernel/locale.ts';
import { formatter, type Messages, translator } from '../../kernel/messages.ts';
import type { App, Scope } from '../../platform/scope.ts';
import { type Composed, defineMail, letterOf, type MailDefinition, type PostedMail, post } from '../mail/index.ts';
import { findUser, type UserRecord } from '../users/index.ts';
import { addressLinks } from './address-links.ts';

/** What somebody is told when their own account changes: so that they notice when it was not them. */
const NOTICES = [
  'passwordChanged',
  'twoStepOn',
  'twoStepOff',
  'proofsRemoved',
  'passkeyAdded',
  'passkeyRemoved',
  'addressAsked',
  'addressChanged',
] as const;
export type Notice = (typeof NOTICES)[number];

const localeOf = (scope: Scope, person: UserRecord): Locale => (isLocale(person.locale) ? person.locale : scope.tenant.locale);

/** Tells a person what happened to their account; to the address it has, or to the one it had. */
export async function postNotice(scope: Scope, person: UserRecord, what: Notice, newAddress = ''): Promise<void> {
  if (person.email === null) return;
  await post(scope, [
    {
      kind: 'accountNotice',
      to: { address: person.email, name: person.display_name },
      userId: person.id as UserId,
      locale: localeOf(scope, person),
      content: { what, newAddress, at: scope.now.toISOString() },
      measureOpen: false,
    },
  ]);
}

/** Asks whoever reads mail at the new address to confirm it. */
export async function postAddressLink(scope: Scope, person: UserRecord, address: string, id: AddressChangeId): Promise<void> {
  await post(scope, [
    {
      kind: 'addressConfirm',
      to: { address, name: person.display_name },
      userId: person.id as UserId,
      locale: localeOf(scope, person),
      content: { addressChangeId: id },
      measureOpen: false,
    },
  ]);
}

export const accountMails: MailDefinition[] = [
  defineMail('accountNotice', {
    compose: (app, scope, mails) =>
      composeEach(app, scope, mails, async (mail) => {
        const what = String(mail.content.what) as Notice;
        return {
          which: what,
          fills: { email: String(mail.content.newAddress ?? ''), deadline: say(scope, mail, new Date(String(mail.content.at))) },
        };
      }),
  }),
  defineMail('addressConfirm', {
    compose: async (app, scope, mails, looking) => {
      const ids = mails.map((mail) => mail.content.addressChangeId as AddressChangeId);
      const links = await addressLinks(app, scope, ids);
      return composeEach(app, scope, mails, async (mail) => {
        const link = links.get(mail.content.addressChangeId as AddressChangeId);
        if (!link || (!looking && link.state === 'dropped')) return undefined;
        return {
          which: 'addressConfirm' as const,
          fills: { link: link.url, email: link.address, deadline: say(scope, mail, link.expiresAt) },
        };
      });
    },
  }),
];

const say = (scope: Scope, mail: PostedMail, at: Date): string =>
  formatter(mail.locale, scope.tenant.timeZone).dateTime(at, { dateStyle: 'long', timeStyle: 'short' });

type Own = { which: Notice | 'addressConfirm'; fills: Record<string, string> } | undefined;

async function composeEach(
  app: App,
  scope: Scope,
  mails: readonly PostedMail[],
  own: (mail: PostedMail) => Promise<Own>,
): Promise<Map<PostedMail['id'], Composed>> {
  const written = new Map<PostedMail['id'], Composed>();
  for (const mail of mails) {
    const person = mail.userId ? await findUser(scope.tx, mail.userId) : undefined;
    const mine = await own(mail);
    if (!person || !mine) {
      written.set(mail.id, { notWanted: 'linkDead' });
      continue;
    }
    const content = accountLetter(mine.which, mail.locale, app.words[mail.locale]);
    written.set(mail.id, {
      letter: await letterOf(app, scope, { key: `account ${mine.which}`, content }, mail.locale, false),
      shipped: true,
      fills: { environment: scope.tenant.name, firstName: person.first_name, ...mine.fills },
    });
  }
  return written;
}

/** The letter's text; what differs per person stays a slot. */
function accountLetter(which: Notice | 'addressConfirm', locale: Locale, words: Messages): TemplateContent {
  const t = translator(locale, words);
  const values = { environment: slot('environment'), email: slot('email'), at: slot('deadline') };
  // Every letter may use every value; which of them it does is its words' business.
  const say = t as (key: string, values: Record<string, string>) => string;
  const paragraph = (text: string): NodeJson => ({ type: 'paragraph', content: inlineFromText(text) });
  const confirming = which === 'addressConfirm';
  const body: NodeJson[] = [
    { type: 'heading', attrs: { level: 1 }, content: inlineFromText(say(`mail.account.${which}.title`, values)) },
    paragraph(say(`mail.account.${which}.done`, values)),
    ...(confirming ? [{ type: 'activationButton', attrs: { label: t('mail.account.addressConfirm.button') } }] : []),
    paragraph(say(confirming ? 'mail.account.addressConfirm.stranger' : 'mail.account.stranger', values)),
  ];
  return {
    subject: lineFromText(say(`mail.account.${which}.subject`, values)),
    preheader: lineFromText(say(`mail.account.${which}.done`, values)),
    body: { type: 'doc', content: body },
  };
}
