/** One row of a file. `number` counts as a spreadsheet does: the first row is 1, empty rows and titles included. */
export interface SourceRow {
  number: number;
  cells: string[];
  /** Quotation marks do not fit: where a value ends is a guess. */
  brokenQuotes?: boolean;
}

/** Rows in blocks, whatever they come from: a CSV now, a worksheet by the same shape. Memory stays flat. */
export type RowSource = AsyncIterable<SourceRow[]>;

/** The file cannot be read further; `code` is one of the words under `errors.imports`. */
export class UnreadableFile extends Error {
  readonly code: UnreadableCode;
  readonly row: number;

  constructor(code: UnreadableCode, row = 0) {
    super(code);
    this.name = 'UnreadableFile';
    this.code = code;
    this.row = row;
  }
}
export type UnreadableCode = 'unclosedQuote' | 'tooManyColumns' | 'tooManyRows';
