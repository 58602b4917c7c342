import type { TemplateContent } from '../../../contract/mail-template.ts';
import type { Locale } from '../../../kernel/locale.ts';
import type { App, Scope } from '../../../platform/scope.ts';
import { compileLetter, type Letter } from './compile-letter.ts';
import { linkWords, type OwnLetter, ownLetter } from './own-letters.ts';

/** Compiled letters kept per process; a changed version, brand or language is another key. */
const KEPT = 300;
const letters = new Map<string, Promise<Letter>>();

/** A letter ready to be filled: one of ours, or a content of the environment's own under a key that changes with it. */
export function letterOf(
  app: Pick<App, 'words'>,
  scope: Pick<Scope, 'tenant'>,
  which: OwnLetter | { readonly key: string; readonly content: TemplateContent },
  locale: Locale,
  picture: boolean,
): Promise<Letter> {
  const { tenant } = scope;
  const key = [tenant.id, tenant.version, typeof which === 'string' ? which : which.key, locale, picture].join(' ');
  const known = letters.get(key);
  if (known !== undefined) return known;
  const words = app.words[locale];
  const made = compileLetter({
    content: typeof which === 'string' ? ownLetter(which, locale, words) : which.content,
    locale,
    picture,
    words: linkWords(locale, words),
    brand: { name: tenant.name, color: tenant.brandColor, logoUrl: null },
  });
  made.catch(() => letters.delete(key));
  if (letters.size >= KEPT)
    for (const oldest of letters.keys()) {
      letters.delete(oldest);
      break;
    }
  letters.set(key, made);
  return made;
}
