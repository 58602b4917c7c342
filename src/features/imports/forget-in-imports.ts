import { z } from 'zod';
import type { ImportId, TenantId } from '../../kernel/ids.ts';
import { mentions, type Traces } from '../../kernel/traces.ts';
import { defineJob } from '../../platform/jobs.ts';
import { type App, inTenant, type Scope, systemActor } from '../../platform/scope.ts';
import { giveUpFileJob } from '../tenants/index.ts';
import { endOfStretch, forgetInRows, type Place } from './import-belongings-store.ts';
import type { Found } from './import-view.ts';
import { lockImport, updateImport } from './imports-store.ts';

const STRETCH = 20_000;
const START: Place = { importId: '00000000-0000-0000-0000-000000000000', row: 0 };

/**
 * Takes an erased person out of the rows about others that name them, a stretch a transaction. Begun again after a crash it looks once
 * more and finds only what is left.
 */
export async function forgetInImports(app: App, tenantId: TenantId, traces: Traces, most = STRETCH): Promise<void> {
  const who = { tenantId, actor: systemActor('imports') };
  for (let start: Place | undefined = START; start; ) {
    const from: Place = start;
    start = await inTenant(app, who, async (scope) => {
      const end = await endOfStretch(scope.tx, from, most);
      for (const id of await forgetInRows(scope.tx, traces, from, end)) await forgetFile(scope, id, traces);
      return end;
    });
  }
}

/** All rows of all imports: longer than anybody waits for an answer. */
export const forgetInImportsJob = defineJob(
  'imports.forget',
  z.object({
    traces: z.object({ phrases: z.array(z.string()), names: z.array(z.string()), reason: z.string().nullable() }),
  }),
  (app, { traces }, { tenantId }) => forgetInImports(app, tenantId, traces),
);

/** The import's file goes, unless it is still to be applied, and what is shown of it. */
export async function forgetFile(scope: Scope, id: string, traces: Traces): Promise<void> {
  const row = await lockImport(scope.tx, id as ImportId);
  if (!row) return;
  const over = row.state === 'applied' || row.state === 'cancelled';
  await updateImport(scope.tx, id as ImportId, {
    found: JSON.stringify({ ...(row.found as Found), samples: [] }),
    ...(mentions(row.file_name, traces) ? { file_name: '…' } : {}),
    ...(over ? { file: null } : {}),
  });
  if (over && row.file) await scope.enqueue(giveUpFileJob, { file: row.file });
}
