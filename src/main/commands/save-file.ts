import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { EXPORT_FORMATS, type ExportFormat } from '../../contract/users.ts';
import { CannotStart } from '../../platform/cannot-start.ts';

/** What a file is to be, by the ending of its name. @throws CannotStart */
export function formatOf(output: string): ExportFormat {
  const format = EXPORT_FORMATS.find((known) => output.toLowerCase().endsWith(`.${known}`));
  if (!format) throw new CannotStart(`"${output}" does not say what to write: let it end in .csv or .xlsx.`);
  return format;
}

/** Writes an answer to a new file that only the operator can read. @returns its whole path @throws CannotStart where it is there already */
export async function saveFile(output: string, answer: () => Promise<Response>): Promise<string> {
  const file = resolve(output);
  const target = createWriteStream(file, { mode: 0o600, flags: 'wx' });
  await new Promise<void>((open, fail) => target.once('open', () => open()).once('error', fail)).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw new CannotStart(`${file} is there already.`);
    throw error;
  });
  try {
    const { body } = await answer();
    await pipeline(Readable.fromWeb(body as ReadableStream), target);
  } catch (error) {
    await rm(file, { force: true });
    throw error;
  }
  return file;
}
