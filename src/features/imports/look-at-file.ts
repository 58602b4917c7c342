import { AppError } from '../../kernel/app-error.ts';
import { MAX_COLUMNS, MAX_ROWS } from './csv-rows.ts';
import type { Found, Problem } from './import-view.ts';
import type { Reading } from './reading.ts';
import { type OpenFile, recogniseFile, type Settled } from './recognise-file.ts';
import { UnreadableFile } from './row-source.ts';

/** Says how a file would be read. @throws AppError `imports.<what it is instead>` */
export async function lookAtFile(open: OpenFile, settled?: Settled): Promise<{ reading: Reading; found: Found }> {
  try {
    const seen = await recogniseFile(open, settled);
    if (!seen.ok) throw new AppError(`imports.${seen.kind}`);
    return {
      reading: seen.reading,
      found: { encodingBecause: seen.encoding.because, findings: seen.findings, samples: seen.samples },
    };
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    const { code, detail } = problemOf(error);
    throw new AppError(`imports.${code}`, detail);
  }
}

export function problemOf(error: UnreadableFile): Problem & { code: UnreadableFile['code'] } {
  const max = error.code === 'tooManyColumns' ? MAX_COLUMNS : MAX_ROWS;
  return { code: error.code, detail: { row: error.row, max } };
}
