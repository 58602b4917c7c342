import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { z } from 'zod';
import { AppError } from '../../kernel/app-error.ts';
import { holdName } from '../../platform/db/hold-name.ts';
import type { Who } from '../../platform/http/serve-api.ts';
import { defineJob } from '../../platform/jobs.ts';
import { type App, inTenant, type Scope, systemActor } from '../../platform/scope.ts';
import { fileIsKept } from './kept-files-store.ts';

/** How long whoever put a file may take until a row points to it. */
const HOUR = 3_600_000;

const holding = (scope: Scope, file: string) => holdName(scope.tx, `file:${scope.tenant.id}:${file}`);

/**
 * Puts what somebody sends. Before it stands anywhere a job is waiting that gives it up where no row points to it an hour later:
 * refused, unreadable, or the process died. @throws AppError `tooLarge`
 */
export function putFile(app: App, who: Who, body: ReadableStream, limit: number): Promise<{ file: string; size: number }> {
  return app.files.put(who.tenantId, Readable.fromWeb(body), limit, (file) =>
    inTenant(app, who, (scope) =>
      scope.enqueue(
        giveUpFileJob,
        { file },
        { runAt: new Date(scope.now.getTime() + HOUR), key: `file:${who.tenantId}:${file}` },
      ),
    ),
  );
}

/**
 * Before a row is made to point to a file: until the transaction ends nobody gives its bytes up.
 * @throws AppError `conflict` where somebody just did
 */
export async function keepFile(app: App, scope: Scope, file: string): Promise<void> {
  await holding(scope, file);
  if (!(await app.files.has(scope.tenant.id, file))) throw new AppError('conflict');
}

/** Removes the bytes of a file that no row points to any more. */
export function giveUpFile(app: App, who: Who, file: string): Promise<void> {
  return inTenant(app, who, async (scope) => {
    await holding(scope, file);
    if (!(await fileIsKept(scope.tx, scope.tenant.id, file))) await app.files.remove(scope.tenant.id, file);
  });
}

/** Enqueued in the transaction that takes away a row's file: its bytes go even if we crash right after it. */
export const giveUpFileJob = defineJob('files.giveUp', z.object({ file: z.string() }), (app, { file }, { tenantId }) =>
  giveUpFile(app, { tenantId, actor: systemActor('files') }, file),
);
