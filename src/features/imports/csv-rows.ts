import iconv from 'iconv-lite';
import Papa from 'papaparse';
import type { Encoding } from './encoding.ts';
import { type RowSource, type SourceRow, UnreadableFile } from './row-source.ts';

export interface CsvShape {
  encoding: Encoding;
  delimiter: string;
}

export const MAX_COLUMNS = 500;
export const MAX_ROWS = 500_000;
/** No person has a megabyte; a row of this length is a quotation mark that nobody closed. */
const MAX_ROW_LETTERS = 1_000_000;

interface ParsedBlock {
  data: string[][];
  errors: { type: string; row?: number }[];
  meta: { cursor: number };
}

/** Text in one form: decoded, without byte order mark, every line end a single `\n`. */
export async function* decodedText(bytes: AsyncIterable<Uint8Array>, encoding: Encoding): AsyncGenerator<string> {
  const decoder = iconv.getDecoder(encoding, { stripBOM: true });
  let heldReturn = false;
  for await (const block of bytes) {
    let text: string = (heldReturn ? '\r' : '') + decoder.write(Buffer.from(block.buffer, block.byteOffset, block.byteLength));
    heldReturn = text.endsWith('\r');
    if (heldReturn) text = text.slice(0, -1);
    yield text.replace(/\r\n?/g, '\n');
  }
  const rest = (heldReturn ? '\r' : '') + (decoder.end() ?? '');
  if (rest) yield rest.replace(/\r\n?/g, '\n');
}

/**
 * Rows of a delimited text, in blocks. A line `sep=;` on top is no row of the table, but counts as one, as it does for
 * whoever opens the file in an editor.
 */
export async function* csvRows(bytes: AsyncIterable<Uint8Array>, shape: CsvShape): AsyncGenerator<SourceRow[]> {
  const parser = new Papa.Parser({ delimiter: shape.delimiter, newline: '\n' });
  let held = '';
  let number = 0;
  const take = (text: string, last: boolean): SourceRow[] => {
    const block = parser.parse(text, 0, !last) as ParsedBlock;
    const broken = new Map<number, string>();
    for (const error of block.errors)
      if (error.type === 'Quotes') broken.set(error.row ?? -1, (error as { code?: string }).code ?? '');
    held = last ? '' : text.slice(block.meta.cursor);
    if (held.length > MAX_ROW_LETTERS) throw new UnreadableFile('unclosedQuote', number + block.data.length + 1);
    const rows = block.data.map((cells, i): SourceRow => {
      number++;
      if (cells.length > MAX_COLUMNS) throw new UnreadableFile('tooManyColumns', number);
      const code = broken.get(i);
      if (code === 'MissingQuotes') throw new UnreadableFile('unclosedQuote', number);
      return code === undefined ? { number, cells } : { number, cells, brokenQuotes: true };
    });
    if (number > MAX_ROWS) throw new UnreadableFile('tooManyRows', number);
    return rows;
  };
  let first = true;
  for await (const text of decodedText(bytes, shape.encoding)) {
    const rows = take(held + text, false);
    if (first && rows[0] && /^sep=.?$/i.test(rows[0].cells.join(shape.delimiter))) rows.shift();
    if (rows.length) {
      first = false;
      yield rows;
    }
  }
  const rows = take(held, true);
  if (rows.at(-1)?.cells.join('') === '') rows.pop();
  if (rows.length) yield rows;
}

/** The first rows only; the rest of the file is not read. */
export async function firstRows(source: RowSource, count: number): Promise<SourceRow[]> {
  const rows: SourceRow[] = [];
  for await (const block of source) {
    rows.push(...block);
    if (rows.length >= count) break;
  }
  return rows.slice(0, count);
}
