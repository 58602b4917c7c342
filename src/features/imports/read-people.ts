import { csvRows } from './csv-rows.ts';
import { personReader } from './read-person.ts';
import type { Reading, ReadRow } from './reading.ts';
import type { OpenFile } from './recognise-file.ts';

/** Every row below the headings, read by a reading, block by block. Empty rows are nobody and are left out. */
export async function* readPeople(open: OpenFile, reading: Reading, today: string): AsyncGenerator<ReadRow[]> {
  const read = personReader(reading, today);
  const after = Math.max(reading.headerRow, reading.secondHeaderRow);
  for await (const rows of csvRows(open(), reading)) {
    const people: ReadRow[] = [];
    for (const row of rows) {
      if (row.number <= after || row.cells.every((cell) => !cell.trim())) continue;
      people.push(read(row));
    }
    if (people.length) yield people;
  }
}
