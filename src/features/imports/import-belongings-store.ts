import { sql } from 'kysely';
import { mentions, type Traces, withoutTraces } from '../../kernel/traces.ts';
import type { Tx } from '../../platform/db/database.ts';
import { mayMention } from '../../platform/db/mentions-sql.ts';

export function rowsAbout(tx: Tx, userId: string) {
  return tx
    .selectFrom('import_rows as r')
    .innerJoin('imports as i', (join) => join.onRef('i.tenant_id', '=', 'r.tenant_id').onRef('i.id', '=', 'r.import_id'))
    .select(['i.file_name', 'i.created_at', 'r.row_no', 'r.action', 'r.person', 'r.before'])
    .where('r.user_id', '=', userId)
    .orderBy('i.created_at')
    .execute();
}

/** @returns the imports that had a row for the person */
export async function forgetRows(tx: Tx, userId: string): Promise<string[]> {
  const rows = await tx
    .updateTable('import_rows')
    .set({ person: null, before: null, reason: null, notes: null })
    .where('user_id', '=', userId)
    .returning('import_id')
    .execute();
  return [...new Set(rows.map((row) => row.import_id))];
}

/** A row of all rows, in the order of their key. */
export interface Place {
  importId: string;
  row: number;
}

const after = (place: Place) => sql<boolean>`(import_id, row_no) > (${place.importId}::uuid, ${place.row}::integer)`;

/** The last of the next `most` rows; undefined: that many are not left. */
export async function endOfStretch(tx: Tx, start: Place, most: number): Promise<Place | undefined> {
  const end = await tx
    .selectFrom('import_rows')
    .select(['import_id', 'row_no'])
    .where(after(start))
    .orderBy('import_id')
    .orderBy('row_no')
    .offset(most - 1)
    .limit(1)
    .executeTakeFirst();
  return end && { importId: end.import_id, row: end.row_no };
}

/**
 * Rows about others, or about nobody there is, that name the person: as their manager, or refused. Looks at those after `start`, to
 * `end` or the last. @returns their imports
 */
export async function forgetInRows(tx: Tx, traces: Traces, start: Place, end: Place | undefined): Promise<string[]> {
  const texts = ['person', 'before', 'reason', 'notes'] as const;
  let stretch = tx
    .selectFrom('import_rows')
    .select(['import_id', 'row_no', 'user_id', ...texts])
    .where(after(start))
    .where((e) => e.or(texts.map((column) => mayMention(sql`${sql.ref(column)}::text`, traces))));
  if (end) stretch = stretch.where(sql<boolean>`(import_id, row_no) <= (${end.importId}::uuid, ${end.row}::integer)`);
  const told = await stretch.orderBy('import_id').orderBy('row_no').forUpdate().execute();
  const imports = new Set<string>();
  for (const row of told) {
    const { managerEmail: _, ...own } = (row.person ?? {}) as Record<string, unknown>;
    // A refused row that has their key is about them.
    const theirs = row.user_id === null && mentions(Object.values(own).join('\n'), traces);
    const person = theirs ? null : row.person;
    const left = withoutTraces({ person, before: row.before, reason: row.reason, notes: row.notes }, traces);
    const change = texts.filter((column) => JSON.stringify(left[column]) !== JSON.stringify(row[column]));
    if (!change.length) continue;
    imports.add(row.import_id);
    await tx
      .updateTable('import_rows')
      .set(Object.fromEntries(change.map((column) => [column, left[column] === null ? null : JSON.stringify(left[column])])))
      .where('import_id', '=', row.import_id)
      .where('row_no', '=', row.row_no)
      .execute();
  }
  return [...imports];
}

/** Imports that show a value of the person as a sample, or are named after them. */
export async function importsNaming(tx: Tx, traces: Traces) {
  const samples = sql<string>`(found -> 'samples')::text`;
  return tx
    .selectFrom('imports')
    .select('id')
    .where((e) => e.or([mayMention(samples, traces), mayMention(sql`file_name`, traces)]))
    .execute();
}

/** The files that somebody brought in. */
export function importsOf(tx: Tx, userId: string) {
  return tx
    .selectFrom('imports')
    .select(['file_name', 'created_at'])
    .where('created_by', '=', userId)
    .orderBy('created_at')
    .execute();
}

export async function forgetBringer(tx: Tx, userId: string): Promise<void> {
  await tx.updateTable('imports').set({ created_by_name: '' }).where('created_by', '=', userId).execute();
}
