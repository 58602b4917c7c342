import { type ColumnMeaning, type Confidence, NEVER_READ, USED_MEANINGS } from '../../contract/import-columns.ts';
import { type ColumnLook, lookOf } from './column-values.ts';
import { meaningOfHeader, meaningOfPart, plainHeader } from './column-words.ts';

export interface MappedColumn {
  index: number;
  header: string;
  meaning: ColumnMeaning;
  confidence: Confidence;
}

interface Column extends MappedColumn {
  plain: string;
  look: ColumnLook;
}

/** Meanings of which a person has one: of two columns the surer stays, the other is left alone. */
export const ONCE: ReadonlySet<ColumnMeaning> = new Set<ColumnMeaning>([
  'email',
  'employeeId',
  'givenName',
  'familyName',
  'familyNamePrefix',
  'startDate',
  'endDate',
  'managerEmail',
]);

/**
 * Proposes a meaning for every column: from the whole heading, from part of it, from the values where the heading says
 * nothing; then from the company a column keeps (a "Title" beside a "Job Title" is a form of address).
 */
export function mapColumns(headers: readonly string[], rows: readonly (readonly string[])[]): MappedColumn[] {
  const columns = headers.map((header, index): Column => {
    const look = lookOf(rows.map((row) => row[index] ?? ''));
    const whole = header.trim() ? meaningOfHeader(header) : undefined;
    const part = whole ?? (header.trim() ? meaningOfPart(header) : undefined);
    const byValues = part ?? meaningOfValues(look, header);
    const confidence: Confidence = whole ? 'sure' : part ? 'likely' : byValues ? 'guess' : 'unknown';
    return { index, header, meaning: byValues ?? 'ignore', confidence, plain: plainHeader(header), look };
  });
  for (const rule of COMPANY_RULES) rule(columns);
  nameByValues(columns);
  keepOnce(columns);
  return columns.map(({ index, header, meaning, confidence }) => ({ index, header, meaning, confidence }));
}

function meaningOfValues(look: ColumnLook, header: string): ColumnMeaning | undefined {
  if (look.filled < 1) return undefined;
  if (look.email >= 0.8 && look.distinct > look.filled * 0.6) return 'email';
  if (header.trim()) return undefined;
  if (look.language >= 0.9) return 'language';
  return undefined;
}

const has = (columns: Column[], meaning: ColumnMeaning) => columns.some((column) => column.meaning === meaning);
const all = (columns: Column[], meaning: ColumnMeaning) => columns.filter((column) => column.meaning === meaning);
const plainOf = (columns: Column[], ...plain: string[]) => columns.filter((column) => plain.includes(column.plain));

const COMPANY_RULES: ((columns: Column[]) => void)[] = [
  // The name that people use: a nickname where no first name stands, "Roepnaam" before "Voornaam".
  (columns) => {
    if (!has(columns, 'givenName')) for (const c of all(columns, 'nickName')) c.meaning = 'givenName';
    if (plainOf(columns, 'roepnaam', 'rufname', 'preferred name', 'preferred first name').length)
      for (const c of plainOf(columns, 'voornaam', 'voornamen', 'vorname', 'first name', 'legal name first name'))
        c.meaning = 'givenNameOfficial';
  },
  // "Title" is the job, unless the job stands elsewhere.
  (columns) => {
    const job = all(columns, 'jobTitle').some((c) => c.plain !== 'title');
    for (const c of plainOf(columns, 'title', 'titel'))
      c.meaning = job || c.look.honorific > 0.5 ? 'honorificPrefix' : 'jobTitle';
  },
  // "Prefix" is a particle beside initials, a form of address elsewhere.
  (columns) => {
    for (const c of plainOf(columns, 'prefix')) {
      const dutch = has(columns, 'initials') || has(columns, 'partnerNamePrefix') || c.look.particle > 0.5;
      c.meaning = dutch ? 'familyNamePrefix' : 'honorificPrefix';
    }
  },
  // A "user name" with spaces in it is somebody's name.
  (columns) => {
    for (const c of all(columns, 'userName')) if (c.look.spaced > 0.5 && c.look.email === 0) c.meaning = 'fullName';
  },
  // A "name" beside given and family name of its own is only that again; alone it is a first name where a last name stands.
  (columns) => {
    if (has(columns, 'givenName') || !has(columns, 'familyName')) return;
    for (const c of plainOf(columns, 'name', 'naam')) if (c.look.spaced < 0.3) c.meaning = 'givenName';
  },
  (columns) => {
    if (has(columns, 'familyName') || !has(columns, 'givenName')) return;
    for (const c of plainOf(columns, 'name', 'naam')) if (c.look.spaced < 0.5) c.meaning = 'familyName';
  },
  // Who leads: an address, a number, a path or a name.
  (columns) => {
    for (const c of all(columns, 'managerName')) {
      if (c.look.email > 0.5) c.meaning = 'managerEmail';
      else if (c.look.directoryPath > 0.5 || c.look.digits > 0.5) c.meaning = 'managerId';
    }
  },
  // A state may say "Member" and "Admin" too.
  (columns) => {
    for (const c of all(columns, 'status')) if (c.look.role > 0.2) c.meaning = 'statusRole';
    for (const c of plainOf(columns, 'state')) c.meaning = c.look.status > 0.5 ? 'status' : 'address';
    for (const c of plainOf(columns, 'ort', 'land', 'ende', 'beginn')) if (columns.length < 3) c.meaning = 'ignore';
  },
  // Which number is the person's: the personnel number, else what a personnel file calls its outside number.
  (columns) => {
    const personnel = has(columns, 'startDate') || has(columns, 'employeeType') || plainOf(columns, 'login id').length > 0;
    if (has(columns, 'employeeId') || !personnel) return;
    const number = plainOf(columns, 'external id', 'user id', 'id')[0];
    if (number) number.meaning = 'employeeId';
  },
  // One German template calls its office number "Telefon – Geschäftlich", beside the true "Telefon (geschäftlich)".
  (columns) => {
    const twins = plainOf(columns, 'telefon geschäftlich');
    if (twins.length > 1) for (const c of twins) if (/[–—]/.test(c.header)) c.meaning = 'location';
  },
];

/** Without headings: the columns of short words left of or right of the address are names. */
function nameByValues(columns: Column[]): void {
  if (columns.some((c) => c.header.trim()) || has(columns, 'familyName') || has(columns, 'fullName')) return;
  const candidates = columns.filter((c) => c.confidence === 'unknown' && c.look.filled > 0 && c.look.words > 0.8);
  const spaced = candidates.find((c) => c.look.spaced > 0.7);
  if (spaced) {
    spaced.meaning = 'fullName';
    spaced.confidence = 'guess';
    return;
  }
  const [first, last] = candidates;
  if (first && last) {
    first.meaning = 'givenName';
    last.meaning = 'familyName';
    first.confidence = 'guess';
    last.confidence = 'guess';
  }
}

const RANK: Record<Confidence, number> = { chosen: 4, sure: 3, likely: 2, guess: 1, unknown: 0 };

function keepOnce(columns: Column[]): void {
  for (const meaning of ONCE) {
    const same = all(columns, meaning);
    if (same.length < 2) continue;
    const keep = [...same].sort(
      (a, b) => RANK[b.confidence] - RANK[a.confidence] || b.look.filled - a.look.filled || a.index - b.index,
    )[0];
    for (const c of same) {
      if (c === keep) continue;
      c.meaning = meaning === 'email' ? 'secondaryEmail' : 'ignore';
      if (c.confidence === 'sure') c.confidence = 'likely';
    }
  }
}

/** The columns a person says something with, in the order they are read. */
export function readColumns(columns: readonly MappedColumn[]): MappedColumn[] {
  const used = new Set<ColumnMeaning>(USED_MEANINGS);
  return columns
    .filter((c) => used.has(c.meaning) && !NEVER_READ.has(c.meaning))
    .sort((a, b) => RANK[b.confidence] - RANK[a.confidence] || a.index - b.index);
}
