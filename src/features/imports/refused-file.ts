import Papa from 'papaparse';
import { NEVER_READ } from '../../contract/import-columns.ts';
import type { RowReasonShape } from '../../contract/imports.ts';
import { AppError } from '../../kernel/app-error.ts';
import type { ImportId } from '../../kernel/ids.ts';
import type { Locale } from '../../kernel/locale.ts';
import { translator } from '../../kernel/messages.ts';
import type { Who } from '../../platform/http/serve-api.ts';
import { type App, allow, inTenant } from '../../platform/scope.ts';
import { csvRows } from './csv-rows.ts';
import { listRefused } from './import-rows-store.ts';
import type { Reading } from './reading.ts';
import { fileOf, theImport } from './show-import.ts';

/** A value that a spreadsheet would take for a formula gets an apostrophe in front; reading the file takes it off again. */
const asText = (cell: string) => (/^[\s\u3000]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\0]/.test(cell) ? `'${cell}` : cell);

/**
 * The rows that were not taken, as they stand in the file, with three columns more: row, reason, what to do. Columns that
 * are never read stay empty. Correct it and import it again. @throws AppError `imports.fileGone`
 */
export async function refusedFile(
  app: App,
  who: Who,
  id: ImportId,
  locale: Locale,
): Promise<{ name: string; text: AsyncGenerator<string> }> {
  allow(who, 'imports.read');
  const { row, refused } = await inTenant(app, who, async (scope) => ({
    row: await theImport(scope, id),
    refused: await listRefused(scope.tx, id),
  }));
  const file = fileOf(row);
  if (!(await app.files.has(who.tenantId, file))) throw new AppError('imports.fileGone');
  const reading = row.reading as Reading;
  const say = sayReason(app, locale);
  const reasons = new Map(
    refused.map((one) => [one.row_no, say(one.not_applied ? { code: one.not_applied } : (one.reason as RowReasonShape))]),
  );
  const hidden = new Set(reading.columns.filter(({ meaning }) => NEVER_READ.has(meaning)).map(({ index }) => index));
  const line = (cells: string[]) => `${Papa.unparse([cells.map(asText)], { delimiter: reading.delimiter, newline: '\r\n' })}\r\n`;
  const t = translator(locale, app.words[locale]);
  async function* text() {
    yield `\ufeff${line([...reading.columns.map(({ header }) => header), t('imports.row'), t('imports.reason'), t('imports.cure')])}`;
    for await (const rows of csvRows(app.files.read(who.tenantId, file) as AsyncIterable<Uint8Array>, reading)) {
      let block = '';
      for (const { number, cells } of rows) {
        const why = reasons.get(number);
        if (why)
          block += line([
            ...reading.columns.map(({ index }) => (hidden.has(index) ? '' : (cells[index] ?? '').replaceAll('\0', ''))),
            String(number),
            ...why,
          ]);
      }
      if (block) yield block;
    }
  }
  return { name: row.file_name.replace(/\.[^.]*$/, ''), text: text() };
}

type Say = (key: string, values: Record<string, string | number>) => string;

/** The reason and the cure, in words. */
function sayReason(app: App, locale: Locale): (reason: RowReasonShape) => [string, string] {
  const t = translator(locale, app.words[locale]) as unknown as Say;
  return ({ code, column, value, detail = {} }) => {
    const problem =
      code === 'email' && typeof detail.problem === 'string'
        ? t(`errors.email.${detail.problem}`, {})
        : t(`imports.reasons.${code}`, detail);
    const hint = code === 'email' && detail.hint ? ` ${t('imports.reasons.typo', detail)}` : '';
    const where = [column, value && `“${value}”`].filter(Boolean).join(': ');
    return [[where, problem + hint].filter(Boolean).join(' — '), t(`imports.cures.${code}`, detail)];
  };
}
