import type { ColumnMeaning } from '../../contract/import-columns.ts';
import { parseEmailAddress } from '../../kernel/email-address.ts';
import { addressHint, repairHint } from './address-hint.ts';
import { cellText, hasEmoji, hasMarkup, shortValue } from './cell-text.ts';
import { plainHeader } from './column-words.ts';
import { readDate } from './file-dates.ts';
import { isBlocked, isInactive, isNoPerson, isTimeOfEnd, isTotal, readLanguage } from './file-values.ts';
import { type MappedColumn, readColumns } from './map-columns.ts';
import type { PersonDraft, Reading, ReadRow, ReasonCode, RowReason } from './reading.ts';
import type { SourceRow } from './row-source.ts';
import { splitFamilyName, splitFullName } from './split-name.ts';

const LIMITS: Partial<Record<ColumnMeaning, number>> = {
  givenName: 120,
  familyName: 120,
  familyNamePrefix: 40,
  fullName: 240,
  displayName: 240,
  department: 200,
  jobTitle: 200,
  location: 200,
  phone: 60,
  phoneMobile: 60,
  phoneWork: 60,
  employeeId: 100,
  externalId: 200,
  userName: 120,
};
const NAMES: ReadonlySet<ColumnMeaning> = new Set<ColumnMeaning>([
  'givenName',
  'familyName',
  'familyNamePrefix',
  'fullName',
  'displayName',
]);

interface Cell {
  column: MappedColumn;
  text: string;
}
type Cells = Map<ColumnMeaning, Cell[]>;

class RowRefused extends Error {
  readonly reason: RowReason;
  constructor(code: ReasonCode, column: string, value: string, detail?: Record<string, string | number>) {
    super(code);
    this.reason = { code, column, value: shortValue(value), ...(detail && { detail }) };
  }
}

/**
 * Turns rows into people by a reading. Pure: the same row gives the same answer. `today` is the environment's day: whose
 * end date lies before it has left.
 */
export function personReader(reading: Reading, today: string): (row: SourceRow) => ReadRow {
  const columns = readColumns(reading.columns);
  const headings = reading.columns.map((column) => column.header);
  const ownPrefix = columns.some((column) => column.meaning === 'familyNamePrefix');
  return (row) => {
    const notes: RowReason[] = [];
    const skip = (code: ReasonCode): ReadRow => ({
      number: row.number,
      notes: [],
      outcome: 'skipped',
      reason: { code, value: shortValue(row.cells.join(' ')) },
    });
    if (reading.headerRow && headings.every((heading, i) => (row.cells[i] ?? '').trim() === heading))
      return skip('repeatedHeader');
    try {
      const cells = readCells(row, reading, columns, notes);
      if (isSumRow(row)) return skip('totalRow');
      if (first(cells, 'statusRole') && isNoPerson(first(cells, 'statusRole')!.text)) return skip('notAPerson');
      const person = personOf(cells, reading, ownPrefix, notes);
      const leaves = leaving(cells, person, today);
      return { number: row.number, notes, outcome: 'person', person, ...(leaves && { leaves }) };
    } catch (refused) {
      if (!(refused instanceof RowRefused)) throw refused;
      return { number: row.number, notes, outcome: 'refused', reason: refused.reason, shown: shownName(row, columns, ownPrefix) };
    }
  };
}

const first = (cells: Cells, meaning: ColumnMeaning): Cell | undefined => cells.get(meaning)?.[0];

function isSumRow(row: SourceRow): boolean {
  const filled = row.cells.filter((cell) => cell.trim());
  return filled.length > 0 && isTotal(filled[0]!) && filled.slice(1).every((cell) => /^[\d\s.,%€$()-]+$/.test(cell));
}

function readCells(row: SourceRow, reading: Reading, columns: MappedColumn[], notes: RowReason[]): Cells {
  if (row.brokenQuotes) throw new RowRefused('brokenQuotes', '', row.cells.join(' '));
  const extra = row.cells.slice(reading.columns.length).find((cell) => cell.trim());
  if (extra !== undefined)
    throw new RowRefused('tooManyCells', '', extra, { found: row.cells.length, expected: reading.columns.length });
  const cells: Cells = new Map();
  for (const column of columns) {
    const raw = row.cells[column.index];
    if (!raw) continue;
    const { text, removed, damaged } = cellText(raw);
    if (damaged) throw new RowRefused('unreadable', column.header, raw);
    if (removed) notes.push({ code: 'invisible', column: column.header, value: shortValue(text) });
    if (!text) continue;
    const limit = LIMITS[column.meaning];
    if (limit && text.length > limit && [...text].length > limit)
      throw new RowRefused('tooLong', column.header, text, { max: limit, found: [...text].length });
    if (NAMES.has(column.meaning)) noteOddName(column, text, notes);
    const same = cells.get(column.meaning);
    if (same) same.push({ column, text });
    else cells.set(column.meaning, [{ column, text }]);
  }
  return cells;
}

/** The name in a row that was refused, as far as it can be read. */
function shownName(row: SourceRow, columns: MappedColumn[], ownPrefix: boolean): PersonDraft {
  const person: PersonDraft = {};
  if (row.brokenQuotes) return person;
  const cells: Cells = new Map();
  for (const column of columns) {
    const text = NAMES.has(column.meaning) ? shortValue(row.cells[column.index] ?? '') : '';
    if (text) cells.set(column.meaning, [{ column, text }]);
  }
  readName(cells, person, ownPrefix);
  return person;
}

function noteOddName(column: MappedColumn, text: string, notes: RowReason[]): void {
  const note = (code: ReasonCode) => notes.push({ code, column: column.header, value: shortValue(text) });
  if (hasMarkup(text)) note('markup');
  if (/\p{L}\?\p{L}|\?{2,}/u.test(text)) note('lostLetters');
  if (text.length > 1 && hasEmoji(text)) note('emoji');
}

function personOf(cells: Cells, reading: Reading, ownPrefix: boolean, notes: RowReason[]): PersonDraft {
  const person: PersonDraft = {};
  readAddress(cells, person, notes);
  const number = first(cells, 'employeeId') ?? outsideNumber(cells.get('externalId'));
  if (number) person.externalId = number.text;
  readName(cells, person, ownPrefix);
  const set = (key: 'department' | 'jobTitle' | 'location', meaning: ColumnMeaning) => {
    const cell = first(cells, meaning);
    if (cell) person[key] = cell.text;
  };
  set('department', 'department');
  set('jobTitle', 'jobTitle');
  set('location', 'location');
  const phone = first(cells, 'phoneMobile') ?? first(cells, 'phoneWork') ?? first(cells, 'phone');
  if (phone) person.phone = phone.text;
  readManager(cells, person, notes);
  readDates(cells, reading, person, notes);
  const language = first(cells, 'language');
  const locale = cells
    .get('language')
    ?.map((cell) => readLanguage(cell.text))
    .find(Boolean);
  if (locale) person.locale = locale;
  else if (language && readLanguage(language.text) === undefined)
    notes.push({ code: 'language', column: language.column.header, value: shortValue(language.text) });
  if (!person.emailKey && !person.externalId && !person.userName)
    throw new RowRefused('noKey', '', [person.firstName, person.lastName].filter(Boolean).join(' '));
  if (!person.email) notes.push({ code: 'noEmail' });
  return person;
}

/** Of several outside numbers the one that is no path in a directory, because paths change when people move. */
const outsideNumber = (cells: Cell[] | undefined) => cells?.find((cell) => !cell.text.includes('=')) ?? cells?.[0];

function readAddress(cells: Cells, person: PersonDraft, notes: RowReason[]): void {
  const userName = first(cells, 'userName');
  const given = first(cells, 'email');
  const text = given && plainAddress(given.text);
  if (given && text && !/^(-|n\/?a|geen|none|null|keine?|onbekend|unknown)$/i.test(text)) {
    const parsed = parseEmailAddress(text);
    if (!parsed.ok) {
      const hint = repairHint(text);
      throw new RowRefused('email', given.column.header, given.text, { problem: parsed.problem, ...(hint && { hint }) });
    }
    person.email = parsed.address;
    person.emailKey = parsed.key;
    const hint = addressHint(parsed.address);
    if (hint) notes.push({ code: 'typo', column: given.column.header, value: shortValue(given.text), detail: { hint } });
  }
  for (const cell of cells.get('userName') ?? []) {
    const parsed = cell.text.includes('@') ? parseEmailAddress(cell.text) : undefined;
    // A directory's user name in address form is where mail arrives, unless its domain exists only inside the house.
    if (!given && !person.email && parsed?.ok && !/\.(local|lan|internal|corp|intern)$/.test(parsed.domain)) {
      person.email = parsed.address;
      person.emailKey = parsed.key;
    }
  }
  const own = cells.get('userName')?.find((cell) => !cell.text.includes('@')) ?? userName;
  if (own && own.text.toLowerCase() !== person.email?.toLowerCase()) person.userName = own.text.toLowerCase();
}

/** The address itself out of `mailto:a@b.c`, `<a@b.c>` and `Name <a@b.c>`. */
const plainAddress = (text: string) => (/<([^<>]+)>\s*$/.exec(text)?.[1] ?? text).replace(/^(mailto|smtp):/i, '').trim();

/** With a family name the particle is said too, even where there is none: "van den Berg" may become "Jansen". */
function readName(cells: Cells, person: PersonDraft, ownPrefix: boolean): void {
  const given = first(cells, 'givenName')?.text;
  const family = first(cells, 'familyName')?.text;
  const prefix = first(cells, 'familyNamePrefix')?.text;
  if (given || family) {
    if (given) person.firstName = given;
    if (!family) return;
    const split = ownPrefix ? { namePrefix: prefix ?? '', lastName: family } : splitFamilyName(family);
    person.lastName = split.lastName;
    person.namePrefix = split.namePrefix;
    return;
  }
  const whole = first(cells, 'fullName') ?? first(cells, 'displayName');
  if (!whole) return;
  const split = splitFullName(whole.text);
  if (split.firstName) person.firstName = split.firstName;
  if (split.lastName) {
    person.lastName = split.lastName;
    person.namePrefix = split.namePrefix;
  }
}

function readManager(cells: Cells, person: PersonDraft, notes: RowReason[]): void {
  const manager = first(cells, 'managerEmail');
  if (!manager) return;
  const parsed = parseEmailAddress(plainAddress(manager.text));
  if (parsed.ok) person.managerEmail = parsed.address;
  else notes.push({ code: 'managerEmail', column: manager.column.header, value: shortValue(manager.text) });
}

function readDates(cells: Cells, reading: Reading, person: PersonDraft, notes: RowReason[]): void {
  const start = first(cells, 'startDate');
  const end = first(cells, 'endDate');
  const order = (cell: Cell) => reading.dateOrders[cell.column.index] ?? 'dmy';
  if (start) {
    const date = readDate(start.text, order(start));
    if (date) person.startDate = date;
    else if (date === undefined) notes.push({ code: 'dateIgnored', column: start.column.header, value: shortValue(start.text) });
  }
  if (end) {
    const date = readDate(end.text, order(end));
    if (date) person.endDate = date;
    else if (date === undefined) throw new RowRefused('date', end.column.header, end.text);
  }
  if (person.startDate && person.endDate && person.startDate > person.endDate)
    notes.push({ code: 'startAfterEnd', column: end?.column.header ?? '', value: shortValue(end?.text ?? '') });
}

function leaving(cells: Cells, person: PersonDraft, today: string): RowReason | undefined {
  const end = first(cells, 'endDate');
  if (end && person.endDate && person.endDate < today)
    return { code: 'endPassed', column: end.column.header, value: shortValue(end.text) };
  for (const cell of [...(cells.get('status') ?? []), ...(cells.get('statusRole') ?? [])]) {
    const time = /\bat$/.test(plainHeader(cell.column.header));
    if (time ? isTimeOfEnd(cell.text) : isInactive(cell.text))
      return { code: 'inactive', column: cell.column.header, value: shortValue(cell.text) };
  }
  const blocked = first(cells, 'statusInverse');
  return blocked && isBlocked(blocked.text)
    ? { code: 'inactive', column: blocked.column.header, value: shortValue(blocked.text) }
    : undefined;
}
