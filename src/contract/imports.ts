import { z } from 'zod';
import { route } from './core.ts';
import { COLUMN_MEANINGS, CONFIDENCES } from './import-columns.ts';
import { cursor, done, instant, pageOf, uuid } from './shapes.ts';

export const IMPORT_LIMIT = 25_000_000;

const IMPORT_STATES = ['received', 'planning', 'planned', 'applying', 'applied', 'cancelled', 'failed'] as const;
export const ROW_ACTIONS = ['new', 'changed', 'unchanged', 'refused', 'skipped'] as const;
export type RowAction = (typeof ROW_ACTIONS)[number];
export const ENCODING_NAMES = [
  'utf-8',
  'utf-16le',
  'utf-16be',
  'windows-1252',
  'windows-1250',
  'iso-8859-15',
  'macintosh',
] as const;
const DATE_ORDERS = ['dmy', 'mdy', 'ymd', 'serial', 'unix'] as const;

const meaning = z.enum(COLUMN_MEANINGS);
const details = z.record(z.string(), z.union([z.string(), z.number()]));

const rowReason = z
  .object({
    code: z.string().describe('A word under `imports.reasons`'),
    column: z.string().optional().describe('The heading of the column'),
    value: z.string().optional().describe('The value, shortened'),
    detail: details.optional(),
  })
  .meta({ id: 'ImportRowReason' });
export type RowReasonShape = z.output<typeof rowReason>;

const counts = z.object({
  new: z.number().int(),
  changed: z.number().int(),
  unchanged: z.number().int(),
  refused: z.number().int(),
  skipped: z.number().int(),
  noted: z.number().int().describe('Rows that are taken, with a remark'),
});

const reasonGroup = z.object({
  action: z.enum(ROW_ACTIONS),
  code: z.string(),
  column: z.string().nullable(),
  rows: z.number().int(),
  note: z.boolean(),
});

const importSummary = z
  .object({
    id: uuid,
    fileName: z.string(),
    size: z.number().int().describe('Bytes'),
    state: z.enum(IMPORT_STATES),
    counts: counts.nullable(),
    createdAt: instant,
    createdBy: z.string(),
    appliedAt: instant.nullable(),
    erasedAt: instant.nullable().describe('Since then file and rows are gone, and only the numbers are left'),
    result: z.object({ created: z.number().int(), changed: z.number().int(), notApplied: z.number().int() }),
  })
  .meta({ id: 'ImportSummary' });
export type ImportSummary = z.output<typeof importSummary>;

const importDetail = importSummary
  .extend({
    plan: z.number().int().describe('The number of the plan; applying names it'),
    progress: z.number().min(0).max(1),
    rowsRead: z.number().int(),
    reading: z.object({
      encoding: z.enum(ENCODING_NAMES),
      delimiter: z.string(),
      headerRow: z.number().int(),
      columns: z.array(
        z.object({
          index: z.number().int(),
          header: z.string(),
          meaning,
          confidence: z.enum(CONFIDENCES),
          samples: z.array(z.string()),
        }),
      ),
    }),
    findings: z.array(z.object({ code: z.string(), detail: details.optional() })),
    encodingBecause: z.string(),
    reasons: z.array(reasonGroup).describe('Refused and skipped rows and remarks, grouped, most rows first'),
    problem: z.object({ code: z.string(), detail: details }).nullable(),
  })
  .meta({ id: 'Import' });
export type ImportDetail = z.output<typeof importDetail>;

const importRow = z
  .object({
    row: z.number().int().describe('As a spreadsheet counts: the first row of the file is 1'),
    action: z.enum(ROW_ACTIONS),
    name: z.string(),
    email: z.string().nullable(),
    number: z.string().nullable(),
    userId: uuid.nullable(),
    changes: z.array(z.object({ field: z.string(), from: z.string().nullable(), to: z.string().nullable() })),
    reason: rowReason.nullable(),
    notes: z.array(rowReason),
    notApplied: rowReason.nullable(),
  })
  .meta({ id: 'ImportRow' });
export type ImportRow = z.output<typeof importRow>;

const params = z.object({ id: uuid });

export const imports = {
  receive: route({
    method: 'post',
    path: '/imports',
    summary: 'Send a file with people: the body is the file, at most 25 MB. Nothing is changed by it',
    access: 'imports.run',
    query: z.object({ name: z.string().max(500).default('') }),
    takes: 'raw',
    ok: importDetail,
    status: 201,
    errors: ['tooLarge', 'imports.empty', 'imports.noPeople', 'imports.noRows', 'imports.xlsx', 'imports.unclosedQuote'],
  }),
  list: route({
    method: 'get',
    path: '/imports',
    summary: 'Imports, newest first',
    access: 'imports.read',
    query: z.object({ cursor: cursor.optional(), limit: z.coerce.number().int().min(1).max(100).default(30) }),
    ok: pageOf(importSummary),
  }),
  show: route({
    method: 'get',
    path: '/imports/:id',
    summary: 'One import, where it stands',
    access: 'imports.read',
    params,
    ok: importDetail,
  }),
  read: route({
    method: 'post',
    path: '/imports/:id/read',
    summary: 'Look at the file again, with another encoding, separator or row of headings (0: none)',
    access: 'imports.run',
    params,
    body: z.strictObject({
      encoding: z.enum(ENCODING_NAMES).optional(),
      delimiter: z.enum([',', ';', '\t', '|']).optional(),
      headerRow: z.number().int().min(0).max(100).optional(),
    }),
    ok: importDetail,
    errors: ['imports.wrongState', 'imports.fileGone'],
  }),
  plan: route({
    method: 'post',
    path: '/imports/:id/plan',
    summary: 'Compare every row with who is here: a dry run. Nothing is changed by it',
    access: 'imports.run',
    params,
    body: z.strictObject({
      columns: z
        .array(z.strictObject({ index: z.number().int().min(0), meaning }))
        .max(500)
        .optional()
        .describe('Columns that mean something else than proposed'),
      dateOrder: z.enum(DATE_ORDERS).optional(),
    }),
    ok: importDetail,
    errors: ['imports.wrongState', 'imports.noKey', 'imports.twice', 'imports.fileGone'],
  }),
  rows: route({
    method: 'get',
    path: '/imports/:id/rows',
    summary: 'The plan, row by row',
    access: 'imports.read',
    params,
    query: z.object({
      show: z.enum([...ROW_ACTIONS, 'noted', 'not_applied', 'all']).default('all'),
      code: z.string().max(60).optional(),
      cursor: cursor.optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    ok: pageOf(importRow),
  }),
  refusedFile: route({
    method: 'get',
    path: '/imports/:id/refused.csv',
    summary: 'The refused and skipped rows as they were, with the reason and what to do; can be corrected and imported again',
    access: 'imports.read',
    params,
    query: z.object({ locale: z.enum(['en', 'nl', 'de']).optional() }),
    gives: 'raw',
    ok: z.unknown(),
    errors: ['imports.fileGone'],
  }),
  apply: route({
    method: 'post',
    path: '/imports/:id/apply',
    summary: 'Bring in exactly what the plan says. Nobody is mailed',
    access: 'imports.run',
    params,
    body: z.strictObject({ plan: z.number().int() }),
    ok: importDetail,
    errors: ['imports.wrongState', 'imports.planChanged'],
  }),
  cancel: route({
    method: 'post',
    path: '/imports/:id/cancel',
    summary: 'Stop. Rows that are in already stay in',
    access: 'imports.run',
    params,
    body: z.strictObject({}),
    ok: importDetail,
    errors: ['imports.wrongState'],
  }),
  remove: route({
    method: 'delete',
    path: '/imports/:id',
    summary: 'Forget an import that was not applied, with its file',
    access: 'imports.run',
    params,
    ok: done,
    errors: ['imports.wrongState'],
  }),
};
