import fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { readPeople } from './read-people.ts';
import { REASON_CODES, type ReadRow } from './reading.ts';
import { recogniseFile } from './recognise-file.ts';
import { UnreadableFile } from './row-source.ts';

/** What can be wrong with one value, what with a file: every pair of both is a file of its own. */
const VALUES: [string, string, string][] = [
  ['nothing wrong', 'Vorname', 'Eva'],
  ['a zero byte', 'Vorname', 'E\u0000va'],
  ['a quote in the middle', 'Vorname', 'E"v"a'],
  ['a quote in front', 'Vorname', '"Eva" Maria'],
  ['only quotes', 'Vorname', '""'],
  ['ten thousand letters', 'Abteilung', 'x'.repeat(10_000)],
  ['three hundred letters', 'Nachname', 'ü'.repeat(300)],
  ['a formula', 'Nachname', '=cmd|" /C calc"!A0'],
  ['a tab formula', 'Nachname', '\t=1+1'],
  ['markup', 'Nachname', '<img src=x onerror=alert(1)>'],
  ['an emoji', 'Vorname', '🙂'],
  ['a flag and a family', 'Vorname', '🇳🇱👨‍👩‍👧'],
  ['direction marks', 'Nachname', '\u202eanroM\u202c'],
  ['zero width', 'Nachname', '\u200bKlein\ufeff'],
  ['a lone surrogate', 'Vorname', 'E\ud800va'],
  ['the replacement character', 'Vorname', 'E\ufffdva'],
  ['combining marks', 'Vorname', `E${'\u0301'.repeat(200)}va`],
  ['Hebrew', 'Vorname', 'חנה'],
  ['an international domain', 'E-Mail', 'eva@bücher.example'],
  ['a Punycode domain', 'E-Mail', 'eva@xn--bcher-kva.example'],
  ['an address without a name', 'E-Mail', '@example.com'],
  ['an address with two @', 'E-Mail', 'a@b@example.com'],
  ['an address with a line break', 'E-Mail', 'eva@example.com\nBcc: x@example.com'],
  ['an address list', 'E-Mail', 'a@example.com, b@example.com'],
  ['an address of 400 letters', 'E-Mail', `${'a'.repeat(400)}@example.com`],
  ['a path instead of an address', 'E-Mail', '/o=Ex/ou=First/cn=Recipients/cn=eva'],
  ['a number as a decimal', 'Personalnummer', '1.00E+05'],
  ['a number with leading zeros', 'Personalnummer', '0000001'],
  ['a date that is none', 'Austritt', '31.02.2026'],
  ['a date as a number', 'Austritt', '45292'],
  ['the end of time', 'Austritt', '31.12.9999'],
  ['a word for a date', 'Austritt', 'demnächst'],
  ['__proto__', 'Vorname', '__proto__'],
  ['constructor', 'Nachname', 'constructor'],
];

const HEADER = ['Personalnummer', 'Vorname', 'Nachname', 'E-Mail', 'Abteilung', 'Austritt'];
const quote = (cell: string) => (/[",;\t\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

const FILES: [string, (rows: string[][]) => Uint8Array][] = [
  ['plain', (rows) => Buffer.from(csv(rows, ';', '\n'))],
  ['a comma and Windows line ends', (rows) => Buffer.from(csv(rows, ',', '\r\n'))],
  [
    'mixed line ends',
    (rows) => Buffer.from(rows.map((row, i) => row.map(quote).join(';') + ['\n', '\r\n', '\r'][i % 3]).join('')),
  ],
  ['no quoting at all', (rows) => Buffer.from(rows.map((row) => row.join(';')).join('\n'))],
  [
    'every cell quoted',
    (rows) => Buffer.from(rows.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')).join('\n')),
  ],
  ['UTF-16', (rows) => iconv.encode(csv(rows, '\t', '\r\n'), 'utf-16le', { addBOM: true })],
  ['UTF-16 big-endian without mark', (rows) => iconv.encode(csv(rows, ';', '\n'), 'utf-16be', { addBOM: false })],
  ['Windows-1252', (rows) => iconv.encode(csv(rows, ';', '\r\n'), 'windows-1252')],
  [
    'half UTF-8, half Windows-1252',
    (rows) =>
      Buffer.concat([Buffer.from(csv(rows.slice(0, 3), ';', '\n')), iconv.encode(csv(rows.slice(3), ';', '\n'), 'windows-1252')]),
  ],
  ['a mark twice', (rows) => Buffer.from(`\ufeff\ufeff${csv(rows, ';', '\n')}`)],
  [
    'duplicate headings',
    (rows) =>
      Buffer.from(
        csv(
          rows.map((row) => [...row, ...row]),
          ';',
          '\n',
        ),
      ),
  ],
  [
    'ragged rows',
    (rows) =>
      Buffer.from(
        rows
          .map((row, i) =>
            row
              .slice(0, i % 2 ? 4 : 6)
              .map(quote)
              .join(';'),
          )
          .join('\n'),
      ),
  ],
  ['empty rows between', (rows) => Buffer.from(csv(rows, ';', '\n\n\n'))],
  ['titles above and a sum below', (rows) => Buffer.from(`Liste vom 1.1.;;;;;\n\n${csv(rows, ';', '\n')}Summe;3;;;;\n`)],
  ['cut off in the middle', (rows) => Buffer.from(csv(rows, ';', '\n')).subarray(0, -25)],
  [
    'an empty column on both sides',
    (rows) =>
      Buffer.from(
        csv(
          rows.map((row) => ['', ...row, '']),
          ';',
          '\n',
        ),
      ),
  ],
];

function csv(rows: string[][], delimiter: string, end: string): string {
  return rows.map((row) => row.map(quote).join(delimiter) + end).join('');
}

describe('malformed files: every row gets an answer, nothing crashes', () => {
  const cases = FILES.flatMap(([file, build]) => VALUES.map(([wrong, column, value]) => ({ file, wrong, build, column, value })));
  it('are at least five hundred', () => expect(cases.length).toBeGreaterThanOrEqual(500));

  it.each(FILES.map(([file]) => file))('%s, with each wrong value', async (name) => {
    for (const { file, wrong, build, column, value } of cases.filter((one) => one.file === name)) {
      const rows = [1, 2, 3, 4].map((n) => [`${n}`, 'Änne', 'Weiß', `p${n}@example.com`, 'IT', '']);
      rows[1]![HEADER.indexOf(column)] = value;
      const bytes = build([HEADER, ...rows]);
      const open = async function* () {
        for (let i = 0; i < bytes.length; i += 97) yield bytes.subarray(i, i + 97);
      };
      try {
        const found = await recogniseFile(open);
        expect(found.ok, `${file}, ${wrong}: ${JSON.stringify(found)}`).toBe(true);
        if (!found.ok) continue;
        const read: ReadRow[] = [];
        for await (const block of readPeople(open, found.reading, '2026-11-21')) read.push(...block);
        expectAnswers(read, `${file}, ${wrong}`);
        const untouched = read.filter((row) => row.outcome === 'person' && row.person.firstName === 'Änne');
        if (!['half UTF-8, half Windows-1252', 'cut off in the middle', 'no quoting at all'].includes(file))
          expect(untouched.length, `${file}, ${wrong}`).toBeGreaterThanOrEqual(3);
      } catch (error) {
        if (!(error instanceof UnreadableFile)) throw error;
        expect(error.row, `${file}, ${wrong}`).toBeGreaterThan(0);
      }
    }
  });
});

function expectAnswers(rows: ReadRow[], what: string): void {
  const numbers = rows.map((row) => row.number);
  expect(new Set(numbers).size, what).toBe(numbers.length);
  for (const row of rows) {
    const said = row.outcome === 'person' ? row.notes : [...row.notes, row.reason];
    for (const reason of said) expect(REASON_CODES, what).toContain(reason.code);
    const json = JSON.stringify(row);
    // What is kept can be kept: no zero bytes, no direction marks, no half characters.
    expect(json, what).not.toMatch(/\\u0000|[\u202a-\u202e\u2066-\u2069]|\\ud[89a-f]/i);
    if (row.outcome === 'person') expect(Boolean(row.person.emailKey || row.person.externalId), what).toBe(true);
  }
}

it('a heading holds nothing that nobody sees', async () => {
  const file = Buffer.from('Vorname;Nachname;\u202eE-Mail\u0000;\u202e\nEva;Klein;eva@example.com;\u202ex\n');
  const found = await recogniseFile(async function* () {
    yield file;
  });
  if (!found.ok) throw new Error(found.kind);
  expect(found.reading.columns.map((column) => column.header)).toEqual(['Vorname', 'Nachname', 'E-Mail', '']);
});

describe('whatever bytes come', () => {
  const piece = fc.constantFrom(
    ';',
    ',',
    '"',
    '\n',
    '\r\n',
    '\t',
    '\0',
    'é',
    'Vorname',
    'E-Mail',
    'a@example.com',
    '=1+1',
    '\u202e',
    '😀',
    '31-12-2026',
    ' ',
    'x',
  );
  const text = fc.array(piece, { maxLength: 120 }).map((parts) => Buffer.from(`Vorname;Nachname;E-Mail\n${parts.join('')}`));
  const bytes = fc.uint8Array({ maxLength: 400 }).map((array) => Buffer.from(array));
  it('the file is refused with a reason, or every row has one answer, the same each time', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(text, bytes), fc.integer({ min: 1, max: 60 }), async (file, block) => {
        const open = async function* () {
          for (let i = 0; i < file.length; i += block) yield file.subarray(i, i + block);
        };
        const once = async () => {
          try {
            const found = await recogniseFile(open);
            if (!found.ok) return found.kind;
            const rows: ReadRow[] = [];
            for await (const some of readPeople(open, found.reading, '2026-11-21')) rows.push(...some);
            expectAnswers(rows, 'random');
            return JSON.stringify(rows);
          } catch (error) {
            if (error instanceof UnreadableFile) return error.code;
            throw error;
          }
        };
        expect(await once()).toBe(await once());
      }),
      { numRuns: 400 },
    );
  });
});
