import type { ImportDetail, ImportRow, ImportSummary } from '../../contract/imports.ts';
import { AppError } from '../../kernel/app-error.ts';
import { type ImportId, isUuid } from '../../kernel/ids.ts';
import { allow, type Scope } from '../../platform/scope.ts';
import { namesOf } from '../users/index.ts';
import { listRowPage, type Shown } from './import-rows-store.ts';
import { detailOf, rowOf, summaryOf } from './import-view.ts';
import { findImport, type ImportRecord, listImportPage, lockImport } from './imports-store.ts';

/** @throws AppError `imports.notFound` */
export async function theImport(scope: Scope, id: ImportId, how: 'read' | 'locked' = 'read'): Promise<ImportRecord> {
  const row = await (how === 'locked' ? lockImport(scope.tx, id) : findImport(scope.tx, id));
  if (!row) throw new AppError('imports.notFound');
  return row;
}

/** @throws AppError `imports.fileGone` */
export function fileOf(row: ImportRecord): string {
  if (row.file === null) throw new AppError('imports.fileGone');
  return row.file;
}

/** Where an import stands. */
export async function showImport(scope: Scope, id: ImportId): Promise<ImportDetail> {
  allow(scope, 'imports.read');
  return detailOf(await theImport(scope, id));
}

/** Imports, newest first. */
export async function listImports(
  scope: Scope,
  page: { cursor?: string | undefined; limit: number },
): Promise<{ items: ImportSummary[]; next: string | null }> {
  allow(scope, 'imports.read');
  const [at = '', id = ''] = (page.cursor ?? '').split('_');
  const before = isUuid(id) && !Number.isNaN(Date.parse(at)) ? { at, id } : null;
  const rows = await listImportPage(scope.tx, before, page.limit + 1);
  const items = rows.slice(0, page.limit);
  const last = items.at(-1);
  return {
    items: items.map(summaryOf),
    next: rows.length > page.limit && last ? `${last.created_at.toISOString()}_${last.id}` : null,
  };
}

export interface RowsAsked {
  show: Shown;
  code?: string | undefined;
  cursor?: string | undefined;
  limit: number;
}

/** The plan, row by row in the order of the file. */
export async function listImportRows(
  scope: Scope,
  id: ImportId,
  asked: RowsAsked,
): Promise<{ items: ImportRow[]; next: string | null }> {
  allow(scope, 'imports.read');
  await theImport(scope, id);
  const after = /^\d{1,9}$/.test(asked.cursor ?? '') ? Number(asked.cursor) : -1;
  const rows = await listRowPage(scope.tx, id, asked.show, asked.code, after, asked.limit + 1);
  const page = rows.slice(0, asked.limit);
  const known = page.filter((row) => row.action === 'changed' && row.user_id).map((row) => row.user_id!);
  const names = await namesOf(scope, known);
  const items = page.map((row) => {
    const person = row.action === 'changed' && row.user_id ? names.get(row.user_id) : undefined;
    const shown = rowOf(row);
    return person ? { ...shown, name: person.name, email: person.email, number: person.externalId } : shown;
  });
  return { items, next: rows.length > asked.limit ? String(page.at(-1)!.row_no) : null };
}
