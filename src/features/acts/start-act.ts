import { isDeepStrictEqual } from 'node:util';
import type { Selection } from '../../contract/users.ts';
import { AppError } from '../../kernel/app-error.ts';
import { actorIdOf, allow, may, type Scope } from '../../platform/scope.ts';
import { checkSelection } from '../users/index.ts';
import { type ActRecord, findAct, insertAct, listSkips, lockAct, type Reasons, updateAct } from './acts-store.ts';
import type { Act } from './define-act.ts';
import { recordAct } from './record-act.ts';

export interface Asked {
  id: string;
  act: string;
  params: Record<string, unknown>;
  selection: Selection;
  dryRun: boolean;
}

/** The acts there are, put together in main/acts.ts. */
export type Acts = ReadonlyMap<string, Act>;

/**
 * Writes down what is to happen to whom; a job carries it out in batches. The same id again answers how far it has come.
 * @throws AppError `acts.unknown`, `forbidden`, `users.selectionChanged`, `users.limitUnknown`, `idempotencyKeyReused` (same id, another act or other people)
 */
export async function startAct(scope: Scope, known: Acts, asked: Asked): Promise<ActRecord> {
  const act = known.get(asked.act);
  if (!act) throw new AppError('acts.unknown');
  allow(scope, act.permission);
  const before = await findAct(scope.tx, asked.id);
  if (before) return sameAct(before, asked);
  const parsed = act.params.safeParse(asked.params);
  if (!parsed.success) throw new AppError('invalid', {}, [{ path: 'body.params', code: 'invalidField' }]);
  await act.prepare?.(scope, parsed.data);
  const count = await checkSelection(scope, asked.selection);
  const inserted = await insertAct(scope.tx, {
    tenant_id: scope.tenant.id,
    id: asked.id,
    act: asked.act,
    params: JSON.stringify(asked.params),
    selection: JSON.stringify(asked.selection),
    by_user: actorIdOf(scope),
    by_key: scope.actor.kind === 'key' ? scope.actor.keyId : null,
    key_may: scope.actor.kind === 'key' ? [...scope.actor.permissions] : null,
    dry_run: asked.dryRun,
    asked: count,
    created_at: scope.now,
  });
  const row = await findAct(scope.tx, asked.id);
  if (!row) throw new AppError('conflict');
  return inserted ? row : sameAct(row, asked);
}

function sameAct(row: ActRecord, asked: Asked): ActRecord {
  const isSame = row.act === asked.act && row.dry_run === asked.dryRun && isDeepStrictEqual(row.params, asked.params);
  // Whom a filter means may be others by now; who was chosen by name stays chosen.
  const whom = (selection: Selection) => ('userIds' in selection ? selection.userIds : null);
  if (!isSame || !isDeepStrictEqual(whom(row.selection as Selection), whom(asked.selection)))
    throw new AppError('idempotencyKeyReused');
  return row;
}

/** How far an act has come, and why whom it did not reach. Only its maker, or whoever may do it, sees it. */
export async function showAct(scope: Scope, known: Acts, id: string) {
  return viewOf((await actToSee(scope, known, id)).row);
}

export async function showSkips(
  scope: Scope,
  known: Acts,
  input: { id: string; reason: string; cursor: string | null; limit: number },
) {
  await actToSee(scope, known, input.id);
  const rows = await listSkips(scope.tx, input.id, input.reason, input.cursor, input.limit + 1);
  const page = rows.slice(0, input.limit);
  return {
    items: page.map((row) => ({ id: row.user_id, name: row.display_name, email: row.email })),
    next: rows.length > input.limit ? (page.at(-1)?.user_id ?? null) : null,
  };
}

/** Stops an act after the batch it is at; a finished one stays as it is. Records what it did until then. */
export async function cancelAct(scope: Scope, known: Acts, id: string) {
  const { act } = await actToSee(scope, known, id);
  const row = await lockAct(scope.tx, id);
  if (row && !row.finished_at) {
    await updateAct(scope.tx, id, { cancelled_at: scope.now, finished_at: scope.now });
    if (!row.dry_run) await recordAct(scope, act, row, { asked: row.asked, stoppedBy: actorIdOf(scope) });
  }
  return showAct(scope, known, id);
}

async function actToSee(scope: Scope, known: Acts, id: string): Promise<{ row: ActRecord; act: Act }> {
  const row = await findAct(scope.tx, id);
  const act = row && known.get(row.act);
  if (!row || !act) throw new AppError('notFound');
  // Whoever may not do it does not learn that somebody did.
  if (!may(scope.actor, act.permission)) throw new AppError('notFound');
  return { row, act };
}

export function viewOf(row: ActRecord) {
  const state = row.failed_because ? 'failed' : row.cancelled_at ? 'cancelled' : row.finished_at ? 'done' : 'running';
  return {
    id: row.id,
    act: row.act,
    dryRun: row.dry_run,
    state: state as 'running' | 'done' | 'cancelled' | 'failed',
    asked: row.asked,
    done: row.done,
    skipped: row.skipped,
    reasons: Object.entries(row.reasons as Reasons)
      .map(([reason, people]) => ({ reason, people }))
      .sort((one, other) => other.people - one.people),
    createdAt: row.created_at.toISOString(),
    finishedAt: row.finished_at?.toISOString() ?? null,
  };
}
