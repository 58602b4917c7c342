import { NEVER_READ } from '../../contract/import-columns.ts';
import { cellText } from './cell-text.ts';
import { isPayrollHeader } from './column-words.ts';
import { csvRows, decodedText, firstRows, MAX_COLUMNS } from './csv-rows.ts';
import { findDelimiter } from './delimiter.ts';
import { type Encoding, EncodingFinder, type FoundEncoding } from './encoding.ts';
import { findDateOrder } from './file-dates.ts';
import { type FileKind, fileKind } from './file-kind.ts';
import { findHeader } from './header-row.ts';
import { type MappedColumn, mapColumns } from './map-columns.ts';
import type { Reading } from './reading.ts';
import { type SourceRow, UnreadableFile } from './row-source.ts';

/** A file that can be opened more than once, from its beginning. */
export type OpenFile = () => AsyncIterable<Uint8Array>;

export interface Finding {
  code:
    | 'damaged'
    | 'titles'
    | 'secondHeader'
    | 'noHeader'
    | 'noEmailColumn'
    | 'userNameAsEmail'
    | 'dateOrder'
    | 'neverRead'
    | 'rolesIgnored'
    | 'noNameColumn';
  detail?: Record<string, string | number>;
}

export type Recognised =
  | { ok: false; kind: Exclude<FileKind, 'text'> | 'payroll' | 'noPeople' | 'noRows' }
  | { ok: true; reading: Reading; encoding: FoundEncoding; findings: Finding[]; samples: string[][] };

const SAMPLE_ROWS = 2000;
const SHOWN_SAMPLES = 4;

/** What a person settled already; the rest is found out. */
export interface Settled {
  encoding?: Encoding | undefined;
  delimiter?: string | undefined;
  headerRow?: number | undefined;
}

/**
 * Looks at a whole file once (for its encoding) and at its first rows again, and says how it would be read.
 * Never throws for what is in the file; {@link UnreadableFile} only for rows that are no rows.
 */
export async function recogniseFile(open: OpenFile, settled: Settled = {}): Promise<Recognised> {
  const finder = new EncodingFinder();
  let head: Uint8Array = new Uint8Array(0);
  for await (const block of open()) {
    if (head.length < 4096) head = Buffer.concat([head, block]).subarray(0, 4096);
    finder.add(block);
  }
  const kind = fileKind(head);
  if (kind !== 'text') return { ok: false, kind };
  const encoding = finder.found();
  const shape = { encoding: settled.encoding ?? encoding.encoding, delimiter: settled.delimiter ?? '' };
  shape.delimiter ||= await delimiterOf(open, shape.encoding);
  const rows = await firstRows(csvRows(open(), shape), SAMPLE_ROWS);
  if (!rows.some((row) => row.cells.some((cell) => cell.trim()))) return { ok: false, kind: 'empty' };
  const header =
    settled.headerRow === undefined ? findHeader(rows) : { headerRow: settled.headerRow, secondHeaderRow: 0, titleRows: 0 };
  const people = rows.filter(
    (row) => row.number > Math.max(header.headerRow, header.secondHeaderRow) && row.cells.some((cell) => cell.trim()),
  );
  const headings = headingsOf(rows, header.headerRow, people);
  if (headings.some(isPayrollHeader)) return { ok: false, kind: 'payroll' };
  const columns = mapColumns(
    headings,
    people.slice(0, 200).map((row) => row.cells),
  );
  if (
    !columns.some((column) => ['email', 'employeeId', 'externalId', 'userName'].includes(column.meaning)) &&
    !looksLikePeople(columns)
  )
    return { ok: false, kind: 'noPeople' };
  if (!people.length) return { ok: false, kind: 'noRows' };
  const reading: Reading = {
    ...shape,
    headerRow: header.headerRow,
    secondHeaderRow: header.secondHeaderRow,
    columns,
    dateOrders: {},
  };
  const findings = [...findingsOf(encoding, header, columns, people), ...settleDates(reading, people)];
  return { ok: true, reading, encoding, findings, samples: samplesOf(columns, people) };
}

async function delimiterOf(open: OpenFile, encoding: Encoding): Promise<string> {
  let sample = '';
  let complete = true;
  for await (const text of decodedText(open(), encoding)) {
    sample += text;
    if (sample.length > 64_000) {
      complete = false;
      break;
    }
  }
  return findDelimiter(sample.slice(0, 64_000), complete);
}

function headingsOf(rows: SourceRow[], headerRow: number, people: SourceRow[]): string[] {
  const header = rows.find((row) => row.number === headerRow)?.cells ?? [];
  const width = Math.max(
    header.findLastIndex((cell) => cell.trim() !== '') + 1,
    headerRow ? 0 : Math.max(0, ...people.slice(0, 50).map((row) => row.cells.length)),
  );
  if (width > MAX_COLUMNS) throw new UnreadableFile('tooManyColumns', headerRow);
  return Array.from({ length: width }, (_, i) => [...cellText(header[i] ?? '').text].slice(0, 120).join(''));
}

/** Names without any key: the person who imports may still choose a column. */
const looksLikePeople = (columns: MappedColumn[]) =>
  columns.some((c) => c.meaning === 'familyName' || c.meaning === 'fullName' || c.meaning === 'displayName');

function findingsOf(
  encoding: FoundEncoding,
  header: ReturnType<typeof findHeader>,
  columns: MappedColumn[],
  people: SourceRow[],
): Finding[] {
  const findings: Finding[] = [];
  const has = (meaning: string) => columns.some((column) => column.meaning === meaning);
  if (encoding.because === 'mixed') findings.push({ code: 'damaged', detail: { places: encoding.damaged } });
  if (header.titleRows) findings.push({ code: 'titles', detail: { rows: header.titleRows, header: header.headerRow } });
  if (header.secondHeaderRow)
    findings.push({ code: 'secondHeader', detail: { row: header.secondHeaderRow, header: header.headerRow } });
  if (!header.headerRow) findings.push({ code: 'noHeader' });
  if (!has('email')) {
    const userName = columns.find(
      (column) =>
        column.meaning === 'userName' &&
        people.slice(0, 50).some((row) => /@[^@\s]+\.\w{2,}$/.test(row.cells[column.index]?.trim() ?? '')),
    );
    findings.push(
      userName
        ? { code: 'userNameAsEmail', detail: { column: userName.header } }
        : { code: 'noEmailColumn', detail: { key: keyOf(columns) } },
    );
  }
  if (!has('givenName') && !has('familyName') && !has('fullName') && !has('displayName')) findings.push({ code: 'noNameColumn' });
  const never = columns.filter((column) => NEVER_READ.has(column.meaning));
  if (never.length) findings.push({ code: 'neverRead', detail: { columns: never.map((column) => column.header).join(', ') } });
  const roles = columns.filter((column) => column.meaning === 'role' || column.meaning === 'statusRole');
  if (roles.length) findings.push({ code: 'rolesIgnored', detail: { columns: roles.map((column) => column.header).join(', ') } });
  return findings;
}

const keyOf = (columns: MappedColumn[]) =>
  columns.find((c) => ['employeeId', 'externalId', 'userName'].includes(c.meaning))?.header ?? '';

/** Finds out the order of day and month for each date column, all columns of one file lending each other evidence. */
function settleDates(reading: Reading, people: SourceRow[]): Finding[] {
  const dates = reading.columns.filter((column) => column.meaning === 'startDate' || column.meaning === 'endDate');
  const english = reading.columns.some((column) => /date|hire/i.test(column.header)) && reading.delimiter === ',';
  const orders = dates.map((column) => ({
    column,
    ...findDateOrder(
      people.map((row) => row.cells[column.index] ?? ''),
      english ? 'mdy' : 'dmy',
    ),
  }));
  const sure = orders.find((found) => !found.guessed && (found.order === 'dmy' || found.order === 'mdy'))?.order;
  const findings: Finding[] = [];
  for (const found of orders) {
    reading.dateOrders[found.column.index] = found.guessed && sure ? sure : found.order;
    if (found.guessed && !sure) findings.push({ code: 'dateOrder', detail: { column: found.column.header, order: found.order } });
  }
  return findings;
}

/** A few different values of each column, as the page shows them; columns that are never read stay blank. */
function samplesOf(columns: MappedColumn[], people: SourceRow[]): string[][] {
  return columns.map((column) => {
    const samples = new Set<string>();
    if (NEVER_READ.has(column.meaning)) return [];
    for (const row of people) {
      const text = (row.cells[column.index] ?? '').replace(/[\s\0]+/g, ' ').trim();
      if (text) samples.add([...text].slice(0, 60).join(''));
      if (samples.size >= SHOWN_SAMPLES) break;
    }
    return [...samples];
  });
}
