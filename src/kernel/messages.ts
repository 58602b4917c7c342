import { createFormatter, createTranslator } from 'use-intl/core';
import { type Locale, WRITTEN } from './locale.ts';
import type { Messages } from './messages-type.ts';

export type { Messages };

declare module 'use-intl/core' {
  interface AppConfig {
    Locale: (typeof WRITTEN)[Locale];
    Messages: Messages;
  }
}

/** The words of one language, ready to be asked: `t('mail.welcome.subject', { name })`. Keys and arguments are typed. */
export function translator(locale: Locale, words: Messages, timeZone = 'UTC') {
  return createTranslator({ locale: WRITTEN[locale], messages: words, timeZone });
}
export type Translator = ReturnType<typeof translator>;

/** Dates, numbers and lists as people of a language write them. */
export function formatter(locale: Locale, timeZone = 'UTC') {
  return createFormatter({ locale: WRITTEN[locale], timeZone });
}
