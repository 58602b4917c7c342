import { inlineFromText, lineFromText, type NodeJson, slot, type TemplateContent } from '../../../contract/mail-template.ts';
import type { Locale } from '../../../kernel/locale.ts';
import { type Messages, translator } from '../../../kernel/messages.ts';
import type { LinkWords } from './letter-html.tsx';

/** The letters that ship with the product, in its languages. The welcome letter is where every environment starts from. */
export const OWN_LETTERS = ['welcome', 'renewal', 'reset', 'resetDone', 'activated'] as const;
export type OwnLetter = (typeof OWN_LETTERS)[number];

const heading = (text: string): NodeJson => ({ type: 'heading', attrs: { level: 1 }, content: inlineFromText(text) });
const paragraph = (text: string): NodeJson => ({ type: 'paragraph', content: inlineFromText(text) });
const button = (label: string): NodeJson => ({ type: 'activationButton', attrs: { label } });

export function ownLetter(which: OwnLetter, locale: Locale, words: Messages): TemplateContent {
  const t = translator(locale, words);
  const environment = slot('environment');
  const firstName = slot('firstName', t('mail.welcome.nameless'));
  const email = slot('email');
  const letter = (subject: string, preheader: string, ...content: NodeJson[]): TemplateContent => ({
    subject: lineFromText(subject),
    preheader: lineFromText(preheader),
    body: { type: 'doc', content },
  });
  switch (which) {
    case 'welcome':
      return letter(
        t('mail.welcome.subject', { environment }),
        t('mail.welcome.preheader'),
        heading(t('mail.welcome.title', { firstName })),
        paragraph(t('mail.welcome.ready', { environment })),
        button(t('mail.welcome.button')),
        paragraph(t('mail.welcome.userName', { email })),
        paragraph(t('mail.welcome.stranger')),
      );
    case 'renewal':
      return letter(
        t('mail.renewal.subject', { environment }),
        t('mail.renewal.preheader'),
        heading(t('mail.renewal.title')),
        paragraph(t('mail.renewal.ready', { environment })),
        button(t('mail.welcome.button')),
        paragraph(t('mail.welcome.userName', { email })),
        paragraph(t('mail.renewal.stranger')),
      );
    case 'reset':
      return letter(
        t('mail.reset.subject', { environment }),
        t('mail.reset.preheader'),
        heading(t('mail.reset.title')),
        paragraph(t('mail.reset.ready', { environment })),
        button(t('mail.reset.button')),
        paragraph(t('mail.reset.stranger')),
      );
    case 'resetDone':
      return letter(
        t('mail.resetDone.subject', { environment }),
        t('mail.resetDone.preheader'),
        heading(t('mail.resetDone.title')),
        paragraph(t('mail.resetDone.done', { at: slot('deadline'), email, environment })),
        paragraph(t('mail.resetDone.stranger', { environment })),
      );
    case 'activated':
      return letter(
        t('mail.activated.subject', { environment }),
        t('mail.activated.preheader'),
        heading(t('mail.activated.title', { firstName })),
        paragraph(t('mail.activated.done', { at: slot('deadline'), email, environment })),
        paragraph(t('mail.activated.stranger', { environment })),
      );
  }
}

/** The sentences around every link; `{deadline}` and `{environment}` stay open until a person's letter is filled. */
export function linkWords(locale: Locale, words: Messages): LinkWords {
  const t = translator(locale, words);
  return {
    orCopy: t('mail.link.orCopy'),
    validUntil: t('mail.link.validUntil', { deadline: '{deadline}' }),
    footer: t('mail.link.footer', { environment: '{environment}' }),
  };
}
