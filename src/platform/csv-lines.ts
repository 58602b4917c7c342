import Papa from 'papaparse';
import type { Locale } from '../kernel/locale.ts';

/** What a spreadsheet would take for a formula. */
const FORMULA = /^[\s\u3000]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\0]/;

/** Marks the file as UTF-8 for spreadsheets; stands before its first line. */
export const CSV_MARK = '\ufeff';

/** Rows as the lines of a CSV file that a spreadsheet of this language opens; a formula gets an apostrophe in front. */
export function csvLines(locale: Locale): (rows: readonly string[][]) => string {
  // A German or Dutch spreadsheet takes a comma for the sign between whole and parts.
  const delimiter = locale === 'en' ? ',' : ';';
  return (rows) => (rows.length ? `${Papa.unparse([...rows], { delimiter, newline: '\r\n', escapeFormulae: FORMULA })}\r\n` : '');
}
