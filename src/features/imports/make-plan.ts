import { type ImportId, newId, type TenantId } from '../../kernel/ids.ts';
import { dayIn } from '../../kernel/local-time.ts';
import { type App, inTenant, type Scope, systemActor } from '../../platform/scope.ts';
import { findByKeys } from '../users/index.ts';
import { classifyRow, type Directory, type Known, loginOf, type PlannedRow, SeenKeys } from './classify-row.ts';
import { countActions, deleteRows, groupReasons, insertRows } from './import-rows-store.ts';
import { type ImportRecord, lockImport, updateImport } from './imports-store.ts';
import { problemOf } from './look-at-file.ts';
import { readPeople } from './read-people.ts';
import type { Reading, ReadRow } from './reading.ts';
import { fileOf } from './show-import.ts';

const CHUNK = 2000;

/** Makes the plan numbered `plan`; from the beginning, however often it is called. Stops where a newer plan was asked for. */
export async function makePlan(app: App, tenantId: TenantId, id: ImportId, plan: number): Promise<void> {
  const asSystem = <T>(work: (scope: Scope) => Promise<T>) => inTenant(app, { tenantId, actor: systemActor('import') }, work);
  const begun = await asSystem(async (scope) => {
    const row = await stillWanted(scope, id, plan);
    if (row) await deleteRows(scope.tx, id);
    return row && { row, today: dayIn(scope.tenant.timeZone, scope.now) };
  });
  if (!begun) return;
  let bytesRead = 0;
  const open = async function* () {
    for await (const block of app.files.read(tenantId, fileOf(begun.row)) as AsyncIterable<Uint8Array>) {
      bytesRead += block.length;
      yield block;
    }
  };
  const seen = new SeenKeys();
  let rowsRead = 0;
  const flush = (rows: ReadRow[]) =>
    asSystem(async (scope) => {
      if (!(await stillWanted(scope, id, plan))) return false;
      await insertRows(scope.tx, tenantId, id, await classifyAll(scope, rows, seen));
      await updateImport(scope.tx, id, {
        rows_read: rowsRead + rows.length,
        progress: Math.min(999, Math.floor((bytesRead / Math.max(1, begun.row.size)) * 1000)),
      });
      return true;
    });
  try {
    for await (const rows of inChunks(readPeople(open, begun.row.reading as Reading, begun.today))) {
      if (!(await flush(rows))) return;
      rowsRead += rows.length;
    }
  } catch (error) {
    const problem = problemOf(error);
    if (!problem) throw error;
    await asSystem(async (scope) => {
      if (!(await stillWanted(scope, id, plan))) return;
      await deleteRows(scope.tx, id);
      await updateImport(scope.tx, id, { state: 'failed', problem: JSON.stringify(problem) });
    });
    return;
  }
  await asSystem((scope) => finishPlan(scope, id, plan));
}

/** The import, locked, as long as this is the plan that is wanted. */
async function stillWanted(scope: Scope, id: ImportId, plan: number): Promise<ImportRecord | undefined> {
  const row = await lockImport(scope.tx, id);
  return row?.state === 'planning' && row.plan === plan ? row : undefined;
}

async function finishPlan(scope: Scope, id: ImportId, plan: number): Promise<void> {
  if (!(await stillWanted(scope, id, plan))) return;
  const counts = { ...(await countActions(scope.tx, id)), reasons: await groupReasons(scope.tx, id) };
  await updateImport(scope.tx, id, {
    state: 'planned',
    progress: 1000,
    counts: JSON.stringify(counts),
    planned_at: scope.now,
    applied_through: 0,
  });
}

async function classifyAll(scope: Scope, rows: readonly ReadRow[], seen: SeenKeys): Promise<PlannedRow[]> {
  const directory = await directoryOf(scope, rows);
  return rows.map((row) => classifyRow(row, directory, seen, () => newId()));
}

async function directoryOf(scope: Scope, rows: readonly ReadRow[]): Promise<Directory> {
  const keys = { externalIds: [] as string[], emailKeys: [] as string[], userNames: [] as string[] };
  for (const row of rows) {
    if (row.outcome !== 'person') continue;
    if (row.person.externalId !== undefined) keys.externalIds.push(row.person.externalId);
    if (row.person.emailKey !== undefined) keys.emailKeys.push(row.person.emailKey);
    const login = loginOf(row.person);
    if (login !== undefined) keys.userNames.push(login);
  }
  const known = await findByKeys(scope, keys);
  const by = (key: 'external_id' | 'email_key' | 'user_name') =>
    new Map(known.flatMap((one): [string, Known][] => (one[key] === null ? [] : [[one[key], one]])));
  return { byNumber: by('external_id'), byEmail: by('email_key'), byUserName: by('user_name') };
}

async function* inChunks(blocks: AsyncIterable<ReadRow[]>): AsyncGenerator<ReadRow[]> {
  let held: ReadRow[] = [];
  for await (const block of blocks) {
    held.push(...block);
    while (held.length >= CHUNK) {
      yield held.slice(0, CHUNK);
      held = held.slice(CHUNK);
    }
  }
  if (held.length) yield held;
}
