import { readFileSync } from 'node:fs';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { readPeople } from './read-people.ts';
import type { ReadRow } from './reading.ts';
import { type OpenFile, type Recognised, recogniseFile } from './recognise-file.ts';

const TODAY = '2026-11-21';

const opened = (bytes: Uint8Array, block = 1000): OpenFile =>
  async function* () {
    for (let i = 0; i < bytes.length; i += block) yield bytes.subarray(i, i + block);
  };
const fixture = (name: string) => new Uint8Array(readFileSync(new URL(`../../../test/fixtures/${name}`, import.meta.url)));

async function read(bytes: Uint8Array | string): Promise<{ found: Extract<Recognised, { ok: true }>; rows: ReadRow[] }> {
  const open = opened(typeof bytes === 'string' ? Buffer.from(bytes) : bytes);
  const found = await recogniseFile(open);
  if (!found.ok) throw new Error(found.kind);
  const rows: ReadRow[] = [];
  for await (const block of readPeople(open, found.reading, TODAY)) rows.push(...block);
  return { found, rows };
}
const people = (rows: ReadRow[]) => rows.flatMap((row) => (row.outcome === 'person' && !row.leaves ? [row.person] : []));
const reasons = (rows: ReadRow[]) =>
  rows.flatMap((row) => (row.outcome === 'person' ? (row.leaves ? [row.leaves.code] : []) : [row.reason.code]));
const notes = (rows: ReadRow[]) => rows.flatMap((row) => row.notes.map((note) => note.code));
const count = (list: string[], code: string) => list.filter((x) => x === code).length;

describe('the three files', () => {
  it('a Dutch workforce file: semicolons, Windows-1252, particles, some without e-mail, some gone', async () => {
    const { found, rows } = await read(fixture('personeel-1200.csv'));
    expect(found.reading).toMatchObject({ encoding: 'windows-1252', delimiter: ';', headerRow: 1 });
    expect(rows).toHaveLength(1200);
    expect(people(rows)).toHaveLength(1178);
    expect(reasons(rows)).toEqual(Array(22).fill('endPassed'));
    expect(count(notes(rows), 'noEmail')).toBe(30);
    expect(people(rows)[1]).toMatchObject({
      externalId: '000018',
      firstName: 'Keet',
      lastName: 'Peeters',
      department: 'Communicatie',
      startDate: '2001-01-20',
      phone: '06-74557475',
    });
    expect(people(rows)[4]).toMatchObject({ namePrefix: "'t", lastName: 'Vink', department: 'Financiën' });
    expect(people(rows)[3]).toMatchObject({ email: 'LISE.VLIET@ZORGGROEP.EXAMPLE', emailKey: 'lise.vliet@zorggroep.example' });
  });
  it('German buyers: byte order mark, Windows line ends', async () => {
    const { found, rows } = await read(fixture('kaeufer-180.csv'));
    expect(found.reading).toMatchObject({ encoding: 'utf-8', delimiter: ';' });
    expect(people(rows)).toHaveLength(180);
    expect(rows).toHaveLength(180);
    expect(people(rows).filter((p) => p.locale === 'de')).toHaveLength(160);
    expect(people(rows)[4]).toMatchObject({
      firstName: 'Furkan',
      lastName: 'Heydemüller',
      email: 'furkan.heydemuller4@kunde.example',
    });
  });
  it('English employees: whole names both ways round, cells with line breaks, languages that we lack', async () => {
    const { found, rows } = await read(fixture('employees-1000.csv'));
    expect(found.reading).toMatchObject({ delimiter: ',', headerRow: 1 });
    expect(people(rows)).toHaveLength(1000);
    expect(rows).toHaveLength(1000);
    expect(count(notes(rows), 'language')).toBe(166);
    expect(people(rows)[4]).toMatchObject({
      firstName: 'Darlene',
      lastName: 'Lueilwitz',
      managerEmail: 'rocky.mann@example.com',
    });
    expect(people(rows)[5]).toMatchObject({ department: 'Sales, EMEA', startDate: '2014-04-22' });
    expect(people(rows)[3]?.locale).toBe('en');
  });
});

describe('the same people in every dress', () => {
  const table = [
    ['Personalnummer', 'Vorname', 'Nachname', 'E-Mail', 'Abteilung'],
    ['007', 'Zoë', 'Müller', 'zoe@example.com', 'Küche, Lager'],
    ['0042', 'Jörg', 'Weiß', 'joerg@example.com', 'Zeile eins\nZeile zwei'],
    ['100', 'Ana "Nana"', 'Peña', 'ana@example.com', 'A;B|C\tD'],
  ];
  const quote = (cell: string) => (/[",;|\t\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
  const dresses = ['utf-8', 'utf-8 mark', 'utf-16le', 'utf-16le mark', 'utf-16be', 'utf-16be mark', 'windows-1252'].flatMap(
    (encoding) =>
      [',', ';', '\t', '|'].flatMap((delimiter) =>
        ['\n', '\r\n', '\r'].flatMap((end) => [true, false].map((sep) => ({ encoding, delimiter, end, sep }))),
      ),
  );
  it.each(dresses)('$encoding $delimiter $end sep=$sep', async ({ encoding, delimiter, end, sep }) => {
    const text =
      (sep ? `sep=${delimiter}${end}` : '') +
      table.map((row) => row.map((cell) => quote(cell).replaceAll('\n', end)).join(delimiter)).join(end) +
      end;
    const [name = '', mark] = encoding.split(' ');
    const { rows } = await read(iconv.encode(text, name, { addBOM: Boolean(mark) }));
    expect(rows.map((row) => row.number)).toEqual(sep ? [3, 4, 5] : [2, 3, 4]);
    expect(people(rows).map((p) => [p.externalId, p.firstName, p.lastName, p.email, p.department])).toEqual([
      ['007', 'Zoë', 'Müller', 'zoe@example.com', 'Küche, Lager'],
      ['0042', 'Jörg', 'Weiß', 'joerg@example.com', 'Zeile eins Zeile zwei'],
      ['100', 'Ana "Nana"', 'Peña', 'ana@example.com', 'A;B|C D'],
    ]);
  });
});

describe('files that are no people', () => {
  it.each<[string, Uint8Array | string, string]>([
    ['nothing at all', '', 'empty'],
    ['only empty lines', '\r\n\r\n;;;\r\n', 'empty'],
    ['a PDF', '%PDF-1.7 xxx', 'pdf'],
    ['a workbook', new Uint8Array(Buffer.from('PK\u0003\u0004........[Content_Types].xml xl/workbook.xml', 'latin1')), 'xlsx'],
    ['an old workbook', Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1), 'xls'],
    ['a zip', new Uint8Array(Buffer.from('PK\u0003\u0004 pictures', 'latin1')), 'zip'],
    ['a picture', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a), 'image'],
    ['a web page', '<!DOCTYPE html><html><body>Log in</body></html>', 'html'],
    ['JSON', '{"type":"user","user":{"username":"x"}}', 'json'],
    ['an address book of a directory', 'version: 1\n\ndn: uid=jdv,ou=people\ncn: Zoë', 'ldif'],
    ['random bytes', Uint8Array.from({ length: 500 }, (_, i) => (i * 37) % 23), 'binary'],
    ['payroll lines', 'Personalnummer;Nachname;Vorname;Lohnart;Wert\n42;Volmer;Martin;1001;168,75\n', 'payroll'],
    ['only headings', 'Voornaam;Achternaam;E-mail\n', 'noRows'],
    ['a shopping list', 'bread\nmilk\ncheese\n', 'noPeople'],
    ['prose', 'Dear all,\n\nplease find the list attached.\nRegards\n', 'noPeople'],
  ])('%s is %s', async (_, bytes, kind) => {
    expect(await recogniseFile(opened(typeof bytes === 'string' ? Buffer.from(bytes) : bytes))).toEqual({ ok: false, kind });
  });
});

describe('headings', () => {
  const row = 'Jan;de Vries;jan@example.com\nPiet;Smit;piet@example.com\n';
  const codes = (found: { findings: { code: string }[] }) => found.findings.map((finding) => finding.code);
  it('under titles', async () => {
    const { found, rows } = await read(`Personeelslijst november;;\n;;\nVoornaam;Achternaam;E-mail\n${row}`);
    expect(found.reading.headerRow).toBe(3);
    expect(codes(found)).toContain('titles');
    expect(rows.map((r) => r.number)).toEqual([4, 5]);
  });
  it('in two rows, the second a translation', async () => {
    const { found, rows } = await read(`Voornaam;Achternaam;E-mail\nFirst name;Last name;Email\n${row}`);
    expect(found.reading).toMatchObject({ headerRow: 1, secondHeaderRow: 2 });
    expect(codes(found)).toContain('secondHeader');
    expect(people(rows)).toHaveLength(2);
  });
  it('in two rows, the first only groups', async () => {
    const { found, rows } = await read(`Persoon;;Contact\nVoornaam;Achternaam;E-mail\n${row}`);
    expect(found.reading.headerRow).toBe(2);
    expect(people(rows)).toHaveLength(2);
  });
  it('missing', async () => {
    const { found, rows } = await read(row);
    expect(codes(found)).toContain('noHeader');
    expect(people(rows).map((p) => [p.firstName, p.lastName, p.email])).toEqual([
      ['Jan', 'Vries', 'jan@example.com'],
      ['Piet', 'Smit', 'piet@example.com'],
    ]);
  });
  it('in a language that we lack', async () => {
    const { found, rows } = await read('Prénom;Nom de famille;Courriel\nJean;Petit;jean@example.com\n');
    expect(found.reading.headerRow).toBe(1);
    expect(people(rows)).toHaveLength(1);
    expect(found.reading.columns[2]?.meaning).toBe('email');
  });
  it('repeated in the middle, and sums below', async () => {
    const { rows } = await read(
      `Voornaam;Achternaam;E-mail\n${row}Voornaam;Achternaam;E-mail\nEva;Klein;eva@example.com\nTotaal;3;\n`,
    );
    expect(reasons(rows)).toEqual(['repeatedHeader', 'totalRow']);
    expect(people(rows)).toHaveLength(3);
  });
  it('of nobody called Ende are lost', async () => {
    const { rows } = await read('Nachname;Vorname;E-Mail\nEnde;Michael;michael@example.com\nEnde;;\n');
    expect(people(rows)).toHaveLength(1);
    expect(reasons(rows)).toEqual(['totalRow']);
  });
  it('without an address column: another key is taken, and said', async () => {
    const { found, rows } = await read('Personeelsnummer;Naam\n0017;Jan de Vries\n');
    expect(found.findings).toContainEqual({ code: 'noEmailColumn', detail: { key: 'Personeelsnummer' } });
    expect(people(rows)).toEqual([{ externalId: '0017', firstName: 'Jan', namePrefix: 'de', lastName: 'Vries' }]);
  });
  it('of passwords and secrets: those columns are never read', async () => {
    const { found, rows } = await read('Name,Email,Password,BSN\nJan Smit,jan@example.com,hunter2,123456782\n');
    expect(JSON.stringify([found.samples, rows])).not.toMatch(/hunter2|123456782/);
    expect(found.findings).toContainEqual({ code: 'neverRead', detail: { columns: 'Password, BSN' } });
  });
});

describe('one bad row', () => {
  const rowOf = async (cells: Record<string, string>) => {
    const keys = ['Voornaam', 'Achternaam', 'E-mail', 'Personeelsnummer', 'Datum uit dienst', 'Taal', 'Status'];
    const line = keys.map((key) => `"${(cells[key] ?? '').replaceAll('"', '""')}"`).join(';');
    const { rows } = await read(`${keys.join(';')}\n${line}\n"Goed";"Zo";"goed@example.com";"1";"";"";""\n`);
    return rows[0]!;
  };
  const good = { Voornaam: 'Jan', Achternaam: 'Smit', 'E-mail': 'jan@example.com' };
  it.each<[string, Record<string, string>, object]>([
    [
      'an address without @',
      { 'E-mail': 'jan.example.com' },
      { outcome: 'refused', reason: { code: 'email', column: 'E-mail', value: 'jan.example.com', detail: { problem: 'noAt' } } },
    ],
    [
      'an address with a comma',
      { 'E-mail': 'jan@example,com' },
      { reason: { code: 'email', detail: { hint: 'jan@example.com' } } },
    ],
    ['two addresses', { 'E-mail': 'a@example.com; b@example.com' }, { reason: { code: 'email' } }],
    [
      'an address with a typing error',
      { 'E-mail': 'jan@gmial.com' },
      { outcome: 'person', notes: [{ code: 'typo', detail: { hint: 'jan@gmail.com' } }] },
    ],
    [
      'an address in angle brackets',
      { 'E-mail': 'Jan <mailto:jan@example.com>' },
      { outcome: 'person', person: { email: 'jan@example.com' } },
    ],
    [
      'an address with a mark that nobody sees',
      { 'E-mail': '\u202ajan@example.com\u202c' },
      { outcome: 'person', person: { email: 'jan@example.com' }, notes: [{ code: 'invisible' }] },
    ],
    [
      'a name of 300 letters',
      { Voornaam: 'x'.repeat(300) },
      { outcome: 'refused', reason: { code: 'tooLong', column: 'Voornaam', detail: { max: 120, found: 300 } } },
    ],
    [
      'a name with markup',
      { Achternaam: '<script>alert(1)</script>' },
      { outcome: 'person', person: { lastName: '<script>alert(1)</script>' }, notes: [{ code: 'markup' }] },
    ],
    [
      'a name with an emoji',
      { Voornaam: 'Jan 👨‍👩‍👧' },
      { outcome: 'person', person: { firstName: 'Jan 👨‍👩‍👧' }, notes: [{ code: 'emoji' }] },
    ],
    [
      'a name written from right to left by marks',
      { Voornaam: 'Jan\u202eeod' },
      { outcome: 'person', person: { firstName: 'Janeod' }, notes: [{ code: 'invisible' }] },
    ],
    ['an Arabic name', { Voornaam: 'محمد' }, { outcome: 'person', person: { firstName: 'محمد' }, notes: [] }],
    [
      'a zero byte',
      { Voornaam: 'J\u0000an' },
      { outcome: 'person', person: { firstName: 'Jan' }, notes: [{ code: 'invisible' }] },
    ],
    [
      'a formula',
      { Achternaam: '=HYPERLINK("http://x")' },
      { outcome: 'person', person: { lastName: '=HYPERLINK("http://x")' } },
    ],
    [
      'a number kept as text by an apostrophe',
      { Personeelsnummer: "'00017" },
      { outcome: 'person', person: { externalId: '00017' } },
    ],
    ['leading zeros', { Personeelsnummer: '000017' }, { outcome: 'person', person: { externalId: '000017' } }],
    ['no key at all', { 'E-mail': '' }, { outcome: 'refused', reason: { code: 'noKey' } }],
    [
      'an end date that is none',
      { 'Datum uit dienst': '31-02-2024' },
      { outcome: 'refused', reason: { code: 'date', column: 'Datum uit dienst', value: '31-02-2024' } },
    ],
    ['an end date that has passed', { 'Datum uit dienst': '20-11-2026' }, { leaves: { code: 'endPassed', value: '20-11-2026' } }],
    ['an end date of today', { 'Datum uit dienst': '21-11-2026' }, { outcome: 'person', person: { endDate: '2026-11-21' } }],
    ['a language that we lack', { Taal: 'fr' }, { outcome: 'person', notes: [{ code: 'language', value: 'fr' }] }],
    ['a language by name', { Taal: 'Nederlands' }, { person: { locale: 'nl' }, notes: [] }],
    ['a status that says gone', { Status: 'Uit dienst' }, { leaves: { code: 'inactive', value: 'Uit dienst' } }],
    ['letters lost by another program', { Voornaam: 'Zo?l' }, { notes: [{ code: 'lostLetters' }] }],
  ])('%s', async (_, cells, expected) => {
    expect(await rowOf({ ...good, ...cells })).toMatchObject(expected);
  });
  it('with a place that is no character names that row only', async () => {
    const bytes = Buffer.concat([
      Buffer.from('Voornaam;Achternaam;E-mail\nZoë;Müller;z@example.com\nJ'),
      Buffer.from([0xe9]),
      Buffer.from('rg;Weiß;j@example.com\nAna;Peña;a@example.com\n'),
    ]);
    const { found, rows } = await read(bytes);
    expect(found.findings).toContainEqual({ code: 'damaged', detail: { places: 1 } });
    expect(rows.map((r) => [r.number, r.outcome])).toEqual([
      [2, 'person'],
      [3, 'refused'],
      [4, 'person'],
    ]);
    expect(rows[1]).toMatchObject({ reason: { code: 'unreadable', column: 'Voornaam' } });
  });
  it('with a quotation mark that nobody closes names the row', async () => {
    const open = opened(
      Buffer.from('Voornaam;Achternaam;E-mail\nJan;Smit;j@example.com\n"Piet;Klein;p@example.com\nEva;Groot;e@example.com\n'),
    );
    const found = recogniseFile(open);
    await expect(found).rejects.toMatchObject({ code: 'unclosedQuote', row: 3 });
  });
  it('with more values than columns', async () => {
    const { rows } = await read('Voornaam;Achternaam;E-mail\nJan;Smit;jr;j@example.com\n');
    expect(rows[0]).toMatchObject({ outcome: 'refused', reason: { code: 'tooManyCells', detail: { found: 4, expected: 3 } } });
  });
});
