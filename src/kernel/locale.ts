/** The languages every word exists in. A fourth is one file in `locales/` and one entry here. */
export const LOCALES = ['en', 'nl', 'de'] as const;
export type Locale = (typeof LOCALES)[number];

export const LOCALE_NAMES: Record<Locale, string> = { en: 'English', nl: 'Nederlands', de: 'Deutsch' };

/** How each writes dates and hours: English as Europe does, the day first and 24 hours, as its spelling is. */
export const WRITTEN = { en: 'en-GB', nl: 'nl', de: 'de' } as const satisfies Record<Locale, string>;

export function isLocale(text: unknown): text is Locale {
  return typeof text === 'string' && (LOCALES as readonly string[]).includes(text);
}

/**
 * The best of our languages for a BCP 47 tag or an Accept-Language list (`de-CH,de;q=0.9,en;q=0.5`),
 * by look-up (RFC 4647 §3.4); `fallback` when none fits.
 */
export function pickLocale(wanted: string | null | undefined, fallback: Locale): Locale {
  const ranges = (wanted ?? '').split(',').map((part) => {
    const [tag = '', ...params] = part.trim().toLowerCase().split(';');
    const q = params.map((p) => /^\s*q=([\d.]+)$/.exec(p)?.[1]).find((x) => x !== undefined);
    return { language: tag.split(/[-_]/)[0] ?? '', weight: q === undefined ? 1 : Number(q) };
  });
  const best = ranges.filter((r) => r.weight > 0 && isLocale(r.language)).sort((a, b) => b.weight - a.weight)[0];
  return best && isLocale(best.language) ? best.language : fallback;
}
