import type { ImportId, TenantId } from '../../kernel/ids.ts';
import { type App, inTenant, type Scope, systemActor } from '../../platform/scope.ts';
import { reachAsRecorded } from '../audit/index.ts';
import { askToConfirm } from '../profile/index.ts';
import { bringIn, lockUser } from '../users/index.ts';
import { type ImportRowRecord, markNotApplied, nextToApply, reachedBy } from './import-rows-store.ts';
import { type ImportRecord, lockImport, updateImport } from './imports-store.ts';
import type { PersonDraft } from './reading.ts';

const CHUNK = 2000;

/**
 * Works an applied plan off, a chunk a transaction. How far it is stands in the very transaction that brings people in,
 * so that a repeated or a second run goes on where the last one ended and brings nobody in twice.
 */
export async function workOffPlan(app: App, tenantId: TenantId, id: ImportId, options: { chunk?: number } = {}): Promise<void> {
  const actor = systemActor('import');
  for (;;) {
    const more = await inTenant(app, { tenantId, actor }, (scope) => applyChunk(scope, id, options.chunk ?? CHUNK));
    if (!more) return;
  }
}

/** Has an import that has ended stand in the story of everybody it brought in or changed, and of nobody else. */
export async function tellStories(scope: Scope, row: ImportRecord): Promise<void> {
  await reachAsRecorded(scope, 'import.applied', row.id, reachedBy(row.id as ImportId, row.applied_through));
}

/** @returns whether there is more to do */
async function applyChunk(scope: Scope, id: ImportId, size: number): Promise<boolean> {
  const row = await lockImport(scope.tx, id);
  if (row?.state !== 'applying') return false;
  const planned = await nextToApply(scope.tx, id, row.applied_through, size);
  const last = planned.at(-1);
  if (!last) {
    await updateImport(scope.tx, id, { state: 'applied', applied_at: scope.now });
    await tellStories(scope, row);
    return false;
  }
  const { created, changed, left, toConfirm } = await bringIn(scope, { importId: id, ...split(planned) });
  for (const [userId, address] of toConfirm) {
    const person = await lockUser(scope.tx, userId);
    if (person) await askToConfirm(scope, person, address);
  }
  const notApplied = new Map(
    planned.flatMap((one): [number, string][] => (left.has(one.user_id!) ? [[one.row_no, left.get(one.user_id!)!]] : [])),
  );
  await markNotApplied(scope.tx, id, notApplied);
  await updateImport(scope.tx, id, advanced(row, last.row_no, { created, changed, left: left.size }));
  return true;
}

function advanced(row: ImportRecord, through: number, done: { created: number; changed: number; left: number }) {
  return {
    applied_through: through,
    created_people: row.created_people + done.created,
    changed_people: row.changed_people + done.changed,
    not_applied: row.not_applied + done.left,
  };
}

function split(rows: readonly ImportRowRecord[]) {
  const create: { id: string; fields: PersonDraft }[] = [];
  const change: { id: string; fields: PersonDraft; before: Record<string, string | null> }[] = [];
  for (const row of rows) {
    const fields = row.person as PersonDraft;
    if (row.action === 'new') create.push({ id: row.user_id!, fields });
    else change.push({ id: row.user_id!, fields, before: row.before as Record<string, string | null> });
  }
  return { create, change };
}
