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
    const problem = problemOf(error);
    throw problem ? new AppError(`imports.${problem.code}`, problem.detail) : error;
  }
}

/** What a person can be told of a file that cannot be read to its end; undefined where it is not the file's fault. */
export function problemOf(error: unknown): (Problem & { code: UnreadableFile['code'] | 'fileGone' }) | undefined {
  if ((error as { code?: string }).code === 'ENOENT') return { code: 'fileGone', detail: {} };
  if (!(error instanceof UnreadableFile)) return undefined;
  return { code: error.code, detail: { row: error.row, max: error.code === 'tooManyColumns' ? MAX_COLUMNS : MAX_ROWS } };
}
