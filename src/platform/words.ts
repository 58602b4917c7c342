import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LOCALES, type Locale } from '../kernel/locale.ts';
import type { Messages } from '../kernel/messages.ts';

/** Every word a person reads, by language. */
export type Words = Record<Locale, Messages>;

export function readWords(dir: string): Words {
  const read = (locale: Locale) => JSON.parse(readFileSync(join(dir, `${locale}.json`), 'utf8')) as Messages;
  return Object.fromEntries(LOCALES.map((locale) => [locale, read(locale)])) as Words;
}
