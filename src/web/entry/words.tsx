import { createContext, type ReactNode, useContext } from 'react';
import type { EntryPage } from '../../contract/setup.ts';
import type { Locale } from '../../kernel/locale.ts';
import { type Messages, type Translator, translator } from '../../kernel/messages.ts';
import { Refusal } from './call-api.ts';

export interface Entry {
  page: EntryPage;
  t: Translator;
  speak: (locale: Locale) => Promise<void>;
  /** True once the person chose a language here; then nothing else changes it. */
  chose: boolean;
  choose: (locale: Locale) => void;
  go: (path: string) => void;
}

export const EntryContext = createContext<Entry | undefined>(undefined);

export function useEntry(): Entry {
  const entry = useContext(EntryContext);
  if (!entry) throw new Error('outside of the entry');
  return entry;
}

export const wordsOf = (page: EntryPage): Translator =>
  translator(page.locale, page.words as unknown as Messages, Intl.DateTimeFormat().resolvedOptions().timeZone);

export const bold = (chunks: ReactNode): ReactNode => <b>{chunks}</b>;

/** The sentence for a refusal: ours by its code, else the server's own. */
export function useSentence(): (problem: unknown) => string {
  const { t } = useEntry();
  return (problem) => {
    if (!(problem instanceof Refusal)) return t('entry.offline');
    if (problem.code === 'offline') return t('entry.offline');
    const key = `errors.${problem.code}` as 'errors.session.wrong';
    if (!t.has(key)) return problem.sentence || t('entry.offline');
    // A code of the server is no literal here, so its arguments cannot be checked.
    const say = t as (key: string, values: Record<string, string | number>) => string;
    const values = Object.entries(problem.details).map(([name, value]) => [
      name,
      typeof value === 'number' ? value : String(value),
    ]);
    return say(key, Object.fromEntries(values));
  };
}
