import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import { wallClock } from '../kernel/local-time.ts';
import {
  type Cell,
  contentTypes,
  PACKAGE_RELATIONS,
  rowXml,
  SHEET_END,
  STYLES,
  sheetHead,
  workbookRelations,
  workbookXml,
} from './workbook-xml.ts';

/** A sheet of a workbook holds no more, its headings included. */
const MOST_ROWS = 1_048_576;

interface Table {
  name: string;
  headings: readonly string[];
  /** A stretch of rows at a time; no more than one of them is held. */
  rows: AsyncIterable<readonly (readonly Cell[])[]>;
  /** By whose clocks instants are written. */
  timeZone: string;
  mostRows?: number;
}

/**
 * A table as an Excel workbook (.xlsx), written while it is read: a million rows take no more memory than one stretch of them.
 * What does not fit on a sheet goes on the next, under the same headings.
 */
export function workbookOf({ name, headings, rows, timeZone, mostRows = MOST_ROWS }: Table): ReadableStream<Uint8Array> {
  const zip = new ZipFile();
  const toWall = wallClock(timeZone);
  const source = rows[Symbol.asyncIterator]();
  let stretch: readonly (readonly Cell[])[] = [];
  let at = 0;
  let sheets = 0;
  let current: Readable | undefined;

  const isMore = async (): Promise<boolean> => {
    while (at >= stretch.length) {
      const next = await source.next();
      if (next.done) return false;
      stretch = next.value;
      at = 0;
    }
    return true;
  };
  async function* sheetXml(): AsyncGenerator<string> {
    yield sheetHead(headings);
    let rowNumber = 1;
    while (rowNumber < mostRows && (await isMore())) {
      const some = stretch.slice(at, at + mostRows - rowNumber);
      at += some.length;
      let text = '';
      for (const row of some) text += rowXml(++rowNumber, row, toWall);
      yield text;
    }
    yield SHEET_END;
    if (await isMore()) addSheet();
    else addRest();
  }
  const addSheet = (): void => {
    sheets += 1;
    current = Readable.from(sheetXml());
    current.on('error', (error) => out.destroy(error));
    zip.addReadStream(current, `xl/worksheets/sheet${sheets}.xml`, { compressionLevel: 4 });
  };
  const addRest = (): void => {
    const add = (path: string, text: string) => zip.addBuffer(Buffer.from(text), path);
    add('xl/workbook.xml', workbookXml(name, sheets));
    add('xl/_rels/workbook.xml.rels', workbookRelations(sheets));
    add('xl/styles.xml', STYLES);
    add('_rels/.rels', PACKAGE_RELATIONS);
    add('[Content_Types].xml', contentTypes(sheets));
    zip.end();
  };

  const out = zip.outputStream as Readable;
  out.on('close', () => {
    current?.destroy();
    void source.return?.();
  });
  addSheet();
  return Readable.toWeb(out) as ReadableStream<Uint8Array>;
}
