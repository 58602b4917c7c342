import readWorkbook from 'read-excel-file/node';
import { expect, test } from 'vitest';
import { workbookOf } from './workbook.ts';
import type { Cell } from './workbook-xml.ts';

async function* stretches(...all: (readonly Cell[])[][]): AsyncGenerator<(readonly Cell[])[]> {
  yield* all;
}
const bytesOf = async (stream: ReadableStream<Uint8Array>) => Buffer.from(await new Response(stream).arrayBuffer());
const table = (rows: AsyncIterable<readonly (readonly Cell[])[]>, mostRows?: number) =>
  workbookOf({
    name: 'Mensen: [alle]',
    headings: ['Naam', 'Dag', 'Gezien'],
    rows,
    timeZone: 'Europe/Amsterdam',
    ...(mostRows && { mostRows }),
  });

test('texts come back as texts, whatever they begin with; days and moments as dates of the clock they were written by', async () => {
  const hard = ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', 'a\r\nb', '00123', ' rand ', '<&>"\'', '_x0041_', '👩🏽‍🦰 Zoë', '1e5'];
  const file = await bytesOf(
    table(
      stretches(
        hard.map((text) => [text, null, null]),
        [],
        [['Zoë', { day: '2026-03-01' }, { instant: '2026-07-01T10:30:00.000Z' }]],
      ),
    ),
  );
  const [sheet] = await readWorkbook(file, { trim: false });
  const [head, ...rows] = sheet!.data;
  expect(sheet!.sheet).toBe('Mensen   alle ');
  expect(head).toEqual(['Naam', 'Dag', 'Gezien']);
  expect(rows.slice(0, hard.length).map((row) => row[0])).toEqual(hard);
  const [name, first, seen] = rows.at(-1) as [string, Date, Date];
  expect([name, first.toISOString()]).toEqual(['Zoë', '2026-03-01T00:00:00.000Z']);
  expect(Math.round(seen.getTime() / 1000) * 1000).toBe(Date.parse('2026-07-01T12:30:00Z'));
});

test('signs that XML forbids are left out, half characters replaced', async () => {
  const [sheet] = await readWorkbook(await bytesOf(table(stretches([['a\u0000b\u000bc\uffff\ud800', null, null]]))));
  expect(sheet!.data[1]![0]).toBe('abc\ufffd');
});

test('what does not fit on a sheet goes on the next, under the same headings', async () => {
  const rows = Array.from({ length: 7 }, (_, at): Cell[] => [`p${at}`, null, null]);
  const sheets = await readWorkbook(await bytesOf(table(stretches(rows.slice(0, 5), rows.slice(5)), 4)));
  expect(sheets.map(({ data }) => data.map((row) => row[0]))).toEqual([
    ['Naam', 'p0', 'p1', 'p2'],
    ['Naam', 'p3', 'p4', 'p5'],
    ['Naam', 'p6'],
  ]);
});

test('whoever stops listening stops the reading; a fault on the way is a fault of the download', async () => {
  let asked = 0;
  async function* endless(): AsyncGenerator<Cell[][]> {
    for (;;) {
      asked += 1;
      yield Array.from({ length: 500 }, () => [crypto.randomUUID(), null, null]);
    }
  }
  const reader = table(endless()).getReader();
  await reader.read();
  await reader.cancel();
  const pause = () => new Promise((resolve) => setTimeout(resolve, 50));
  await pause();
  const then = asked;
  await pause();
  expect(asked).toBe(then);

  async function* broken(): AsyncGenerator<Cell[][]> {
    yield [['a', null, null]];
    throw new Error('the database went away');
  }
  await expect(bytesOf(table(broken()))).rejects.toThrow();
});
