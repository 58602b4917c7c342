import type { Locale } from '../../kernel/locale.ts';

/** Words for "no longer here" in a status column; Dutch, German, French and English systems. */
const INACTIVE = new Set(
  `inactive|terminated|terminated - voluntary|terminated - involuntary|term|retired|furloughed|no|0|t|i|n|false|deactivated|archived|deleted|deceased|suspended|not on payroll|former|dormant|separated|withdrawn|resigned|left|ended|ex-employee|laid off|reported no show|locked|disabled|blocked|inactief|uit dienst|geblokkeerd|gedeactiveerd|gestopt|vertrokken|nee|ausgeschieden|ausgetreten|inaktiv|gesperrt|deaktiviert|beendet|gekündigt|nein|sorti|cleaned`.split(
    '|',
  ),
);

export const isInactive = (value: string): boolean => INACTIVE.has(value.trim().toLowerCase());

/** For a column that asks the opposite ("Block sign in"): yes means gone. */
export const isBlocked = (value: string): boolean =>
  /^(yes|y|true|1|ja|j|blocked|locked|disabled|geblokkeerd|gesperrt|inactive|x)$/i.test(value.trim());

/** Columns that hold the time somebody was suspended or deleted: any real value means gone, none or zero does not. */
export const isTimeOfEnd = (value: string): boolean => /^(?!0+$)\d{4,}([-/ :T.\d]|UTC|Z)*$/.test(value.trim());

export const isNoPerson = (value: string): boolean =>
  /^(bot|app|service|service account|system|room|equipment|resource)$/i.test(value.trim());

const LANGUAGES: Record<string, Locale> = {
  en: 'en',
  eng: 'en',
  english: 'en',
  engels: 'en',
  englisch: 'en',
  e: 'en',
  uk: 'en',
  gb: 'en',
  nl: 'nl',
  nld: 'nl',
  dut: 'nl',
  dutch: 'nl',
  nederlands: 'nl',
  niederländisch: 'nl',
  holländisch: 'nl',
  n: 'nl',
  de: 'de',
  deu: 'de',
  ger: 'de',
  german: 'de',
  duits: 'de',
  deutsch: 'de',
  d: 'de',
};

/** One of our languages for "nl", "nl_NL", "de-AT", "Nederlands"; undefined for another, null for none said. */
export function readLanguage(value: string): Locale | null | undefined {
  const text = value.trim().toLowerCase();
  if (!text || text === '-') return null;
  return LANGUAGES[text] ?? LANGUAGES[text.split(/[-_ (]/)[0]!];
}

/** A row of sums under the table. */
export const isTotal = (cell: string): boolean =>
  /^((grand |sub)?total|totaal|subtotaal|summe|gesamt(summe)?|aantal|anzahl|count|einde|ende|end of (report|file))\b/i.test(
    cell.trim(),
  );
