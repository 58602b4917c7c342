import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react';
import { IntlProvider } from 'use-intl';
import type { Locale } from '../kernel/locale.ts';
import { pickLocale, WRITTEN } from '../kernel/locale.ts';
import type { Messages } from '../kernel/messages.ts';

const loaders: Record<Locale, () => Promise<{ default: unknown }>> = {
  en: () => import('../../locales/en.json'),
  nl: () => import('../../locales/nl.json'),
  de: () => import('../../locales/de.json'),
};

const CHOSEN = 'welkom.locale';
const LAST = 'welkom.lastLocale';

function kept(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}
function keep(key: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    // no storage: it holds until the page is left
  }
}

/** The next person at this device begins with their own language. */
export function forgetLanguage(): void {
  keep(CHOSEN, null);
}

interface Language {
  locale: Locale;
  /** from now on, on this device */
  choose: (locale: Locale) => void;
  /** what the account says; a choice made on this device wins */
  settle: (account: { locale: Locale; timeZone: string }) => void;
}
const LanguageContext = createContext<Language | null>(null);

export function useLanguage(): Language {
  const language = useContext(LanguageContext);
  if (language === null) throw new Error('useLanguage outside Words');
  return language;
}

/** Loads the words of one language, and gives them to everything inside. */
export function Words({ children }: { children: ReactNode }) {
  const [locale, setLocale] = useState<Locale>(() => pickLocale(kept(CHOSEN) ?? kept(LAST) ?? navigator.language, 'en'));
  const [timeZone, setTimeZone] = useState(() => Intl.DateTimeFormat().resolvedOptions().timeZone);
  const [loaded, setLoaded] = useState<{ locale: Locale; messages: Messages } | null>(null);
  useEffect(() => {
    let wanted = true;
    void loaders[locale]().then((module) => {
      if (wanted) setLoaded({ locale, messages: module.default as Messages });
    });
    return () => {
      wanted = false;
    };
  }, [locale]);
  useEffect(() => {
    if (loaded !== null) document.documentElement.lang = loaded.locale;
  }, [loaded]);
  const settle = useCallback<Language['settle']>((account) => {
    keep(LAST, account.locale);
    setTimeZone(account.timeZone);
    setLocale(pickLocale(kept(CHOSEN), account.locale));
  }, []);
  const choose = useCallback((next: Locale) => {
    keep(CHOSEN, next);
    setLocale(next);
  }, []);
  const language = useMemo<Language>(() => ({ locale, choose, settle }), [locale, choose, settle]);
  if (loaded === null) return null;
  return (
    <LanguageContext.Provider value={language}>
      <IntlProvider locale={WRITTEN[loaded.locale]} messages={loaded.messages} timeZone={timeZone}>
        {children}
      </IntlProvider>
    </LanguageContext.Provider>
  );
}
