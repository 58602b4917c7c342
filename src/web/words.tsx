import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import { IntlProvider } from 'use-intl';
import type { Locale } from '../kernel/locale.ts';
import { LOCALES, pickLocale } from '../kernel/locale.ts';
import type { Messages } from '../kernel/messages.ts';

const loaders: Record<Locale, () => Promise<{ default: unknown }>> = {
  en: () => import('../../locales/en.json'),
  nl: () => import('../../locales/nl.json'),
  de: () => import('../../locales/de.json'),
};

function rememberedLocale(): Locale {
  let remembered: string | null = null;
  try {
    remembered = localStorage.getItem('welkom.locale');
  } catch {
    // no storage: the browser's own language
  }
  return pickLocale(remembered ?? navigator.language, 'en');
}

interface Language {
  locale: Locale;
  choose: (locale: Locale) => void;
}
const LanguageContext = createContext<Language | null>(null);

export function useLanguage(): Language {
  const language = useContext(LanguageContext);
  if (language === null) throw new Error('useLanguage outside Words');
  return language;
}

/** Loads the words of one language, and gives them to everything inside. */
export function Words({ timeZone, children }: { timeZone?: string | undefined; children: ReactNode }) {
  const [locale, setLocale] = useState<Locale>(rememberedLocale);
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
  const language = useMemo<Language>(
    () => ({
      locale,
      choose: (next) => {
        if (!LOCALES.includes(next)) return;
        try {
          localStorage.setItem('welkom.locale', next);
        } catch {
          // it holds until the page is left
        }
        setLocale(next);
      },
    }),
    [locale],
  );
  if (loaded === null) return null;
  const zone = timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  return (
    <LanguageContext.Provider value={language}>
      <IntlProvider locale={loaded.locale} messages={loaded.messages} timeZone={zone}>
        {children}
      </IntlProvider>
    </LanguageContext.Provider>
  );
}
