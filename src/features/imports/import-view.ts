import type { ImportDetail, ImportRow, ImportSummary, RowReasonShape } from '../../contract/imports.ts';
import { displayName } from '../../kernel/person-name.ts';
import type { ImportRowRecord, ReasonGroup } from './import-rows-store.ts';
import type { ImportRecord } from './imports-store.ts';
import type { PersonDraft, Reading } from './reading.ts';
import type { Finding } from './recognise-file.ts';

/** What stands in `imports.found`. */
export interface Found {
  encodingBecause: string;
  findings: Finding[];
  /** A few values of each column. */
  samples: string[][];
}

/** What stands in `imports.counts`. */
export interface Counted {
  new: number;
  changed: number;
  unchanged: number;
  refused: number;
  skipped: number;
  noted: number;
  reasons: ReasonGroup[];
}

export interface Problem {
  code: string;
  detail: Record<string, string | number>;
}

const iso = (time: Date | null) => time?.toISOString() ?? null;

export function summaryOf(row: ImportRecord): ImportSummary {
  return {
    id: row.id,
    fileName: row.file_name,
    size: row.size,
    state: row.state as ImportSummary['state'],
    counts: row.counts as Counted | null,
    createdAt: row.created_at.toISOString(),
    createdBy: row.created_by_name,
    appliedAt: iso(row.applied_at),
    erasedAt: iso(row.erased_at),
    result: { created: row.created_people, changed: row.changed_people, notApplied: row.not_applied },
  };
}

export function detailOf(row: ImportRecord): ImportDetail {
  const reading = row.reading as Reading;
  const found = row.found as Found;
  return {
    ...summaryOf(row),
    plan: row.plan,
    progress: progressOf(row),
    rowsRead: row.rows_read,
    reading: {
      encoding: reading.encoding,
      delimiter: reading.delimiter,
      headerRow: reading.headerRow,
      columns: reading.columns.map((column, i) => ({
        ...column,
        samples: found.samples[i] ?? [],
      })),
    },
    findings: found.findings,
    encodingBecause: found.encodingBecause,
    reasons: (row.counts as Counted | null)?.reasons ?? [],
    problem: row.problem as Problem | null,
  };
}

function progressOf(row: ImportRecord): number {
  if (row.state === 'planning') return row.progress / 1000;
  const counts = row.counts as Counted | null;
  const total = counts ? counts.new + counts.changed : 0;
  if (row.state === 'applying') return total ? (row.created_people + row.changed_people + row.not_applied) / total : 1;
  return row.state === 'received' ? 0 : 1;
}

export function rowOf(row: ImportRowRecord): ImportRow {
  const person = (row.person ?? {}) as PersonDraft;
  const before = (row.before ?? {}) as Record<string, string | null>;
  const name = {
    firstName: person.firstName ?? before.firstName ?? '',
    namePrefix: person.namePrefix ?? '',
    lastName: person.lastName ?? before.lastName ?? '',
  };
  return {
    row: row.row_no,
    action: row.action as ImportRow['action'],
    name: displayName(name),
    email: person.email ?? null,
    number: person.externalId ?? null,
    userId: row.action === 'new' && row.not_applied ? null : row.user_id,
    changes: Object.entries(before).map(([field, from]) => ({
      field,
      from,
      to: (person as Record<string, string | undefined>)[field] || null,
    })),
    reason: row.reason as RowReasonShape | null,
    notes: (row.notes as RowReasonShape[] | null) ?? [],
    notApplied: row.not_applied ? { code: row.not_applied } : null,
  };
}
