import type { ReadableStream } from 'node:stream/web';
import { IMPORT_LIMIT, type ImportDetail } from '../../contract/imports.ts';
import { AppError } from '../../kernel/app-error.ts';
import { type ImportId, newId } from '../../kernel/ids.ts';
import { megabytes } from '../../platform/files.ts';
import type { Who } from '../../platform/http/serve-api.ts';
import { type App, actorIdOf, allow, inTenant, type Scope } from '../../platform/scope.ts';
import { record } from '../audit/index.ts';
import { giveUpFile, keepFile, putFile } from '../tenants/index.ts';
import { detailOf, type Found } from './import-view.ts';
import { findImport, insertImport } from './imports-store.ts';
import { lookAtFile } from './look-at-file.ts';
import type { Reading } from './reading.ts';

export interface Upload {
  name: string;
  /** As announced, in bytes: too much is refused before anything is read. */
  announced: number | null;
  body: ReadableStream | null;
}

/**
 * Keeps a file and says how it would be read: encoding, separator, headings, columns. Changes nobody. Records
 * `import.received`. Parsing happens outside any transaction.
 * @throws AppError `tooLarge`, `imports.*` for what is no file with people; nothing is kept then
 */
export async function receiveImport(app: App, who: Who, upload: Upload): Promise<ImportDetail> {
  allow(who, 'imports.run');
  if ((upload.announced ?? 0) > IMPORT_LIMIT) throw new AppError('tooLarge', { limit: megabytes(IMPORT_LIMIT) });
  if (!upload.body) throw new AppError('imports.empty');
  const { file, size } = await putFile(app, who, upload.body, IMPORT_LIMIT);
  const looked = await lookAtFile(() => app.files.read(who.tenantId, file)).catch(async (error: unknown) => {
    await giveUpFile(app, who, file);
    throw error;
  });
  return inTenant(app, who, async (scope) => {
    await keepFile(app, scope, file);
    return keepImport(scope, { file, size, name: plainName(upload.name) }, looked);
  });
}

/** A file's name without folders, control characters or more than 100 letters: it is shown, never used as a path. */
function plainName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? '';
  return [...last.replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, '').trim()].slice(0, 100).join('') || 'import.csv';
}

async function keepImport(
  scope: Scope,
  file: { file: string; size: number; name: string },
  looked: { reading: Reading; found: Found },
): Promise<ImportDetail> {
  const id: ImportId = newId();
  const { actor } = scope;
  await insertImport(scope.tx, {
    tenant_id: scope.tenant.id,
    id,
    file: file.file,
    file_name: file.name,
    size: file.size,
    state: 'received',
    reading: JSON.stringify(looked.reading),
    found: JSON.stringify(looked.found),
    created_by: actorIdOf(scope),
    created_by_name: actor.kind === 'anonymous' ? '' : actor.name,
    created_at: scope.now,
  });
  await record(scope, 'import.received', { target: { kind: 'import', id, name: file.name }, detail: { bytes: file.size } });
  return detailOf((await findImport(scope.tx, id))!);
}
