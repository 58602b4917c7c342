import Papa from 'papaparse';
import type { Locale } from '../kernel/locale.ts';
import { workbookOf } from './workbook.ts';
import type { Cell } from './workbook-xml.ts';

export type { Cell } from './workbook-xml.ts';

const TYPE = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;

interface TableFile {
  format: keyof typeof TYPE;
  /** Without its ending. */
  fileName: string;
  /** What the sheet of a workbook is called. */
  title: string;
  headings: readonly string[];
  /** A stretch of rows at a time; no more than one of them is held. */
  rows: AsyncIterable<Cell[][]>;
  /** Whose spreadsheet opens it. */
  locale: Locale;
  /** By whose clocks a workbook writes instants. */
  timeZone: string;
}

/** A table to be taken along, written while it is read. No text in it becomes a formula. */
export function tableFile({ format, fileName, title, headings, rows, locale, timeZone }: TableFile): Response {
  const body = format === 'csv' ? csvOf(headings, rows, locale) : workbookOf({ name: title, headings, rows, timeZone });
  return new Response(body, {
    headers: {
      'content-type': TYPE[format],
      'content-disposition': `attachment; filename="${fileName}.${format}"`,
      'x-content-type-options': 'nosniff',
    },
  });
}

/** What a spreadsheet would take for a formula gets an apostrophe in front. */
function csvOf(headings: readonly string[], rows: AsyncIterable<Cell[][]>, locale: Locale): ReadableStream<Uint8Array> {
  // A German or Dutch spreadsheet takes a comma for the sign between whole and parts.
  const delimiter = locale === 'en' ? ',' : ';';
  const escapeFormulae = /^[\s\u3000]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\0]/;
  const lines = (some: string[][]) =>
    some.length ? `${Papa.unparse(some, { delimiter, newline: '\r\n', escapeFormulae })}\r\n` : '';
  const source = rows[Symbol.asyncIterator]();
  const text = new TextEncoder();
  return new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(text.encode(`\ufeff${lines([[...headings]])}`));
    },
    async pull(controller) {
      const next = await source.next();
      if (next.done) return controller.close();
      controller.enqueue(text.encode(lines(next.value.map((row) => row.map(plainText)))));
    },
    async cancel() {
      await source.return?.();
    },
  });
}

const plainText = (cell: Cell): string =>
  cell === null ? '' : typeof cell === 'string' ? cell : 'day' in cell ? cell.day : cell.instant;
