import { AppError } from '../../kernel/app-error.ts';
import { actorIdOf, allow, type Scope } from '../../platform/scope.ts';
import type { AuditProblem } from './check-seals.ts';
import { verifyJob } from './jobs.ts';
import type { NamesOf } from './mentioned.ts';
import { record } from './record.ts';
import {
  insertVerification,
  listVerifications,
  lockVerification,
  updateVerification,
  type VerificationRecord,
} from './verification-store.ts';

const SHOWN = 10;

/**
 * Has the whole log proved: a job seals what is new and checks every seal, while anybody may look how far it is. The same id
 * again is the same verification. Records `audit.verified`.
 */
export async function startVerification(scope: Scope, id: string, namesOf?: NamesOf) {
  allow(scope, 'audit.read');
  const by = actorIdOf(scope);
  const row = { tenant_id: scope.tenant.id, id, by_user: by, created_at: scope.now };
  if (await insertVerification(scope.tx, row)) {
    await record(scope, 'audit.verified');
    await scope.enqueue(verifyJob, { id }, { key: `verify:${id}` });
  }
  return lookAt(scope, id, namesOf);
}

/** The newest verifications: how far one is that runs, what came of the others. */
export async function showVerifications(scope: Scope, namesOf?: NamesOf) {
  allow(scope, 'audit.read');
  return { items: await viewsOf(scope, await listVerifications(scope.tx, SHOWN), namesOf) };
}

/** Stops a verification after the batch it is at; a finished one stays as it is. Records `audit.verificationStopped`. */
export async function cancelVerification(scope: Scope, id: string, namesOf?: NamesOf) {
  allow(scope, 'audit.read');
  const row = await lockVerification(scope.tx, id);
  if (!row) throw new AppError('notFound');
  if (!row.finished_at) {
    await updateVerification(scope.tx, id, { cancelled_at: scope.now, finished_at: scope.now });
    await record(scope, 'audit.verificationStopped');
  }
  return lookAt(scope, id, namesOf);
}

async function lookAt(scope: Scope, id: string, namesOf: NamesOf | undefined) {
  const row = await lockVerification(scope.tx, id);
  const [view] = row ? await viewsOf(scope, [row], namesOf) : [];
  if (!view) throw new AppError('notFound');
  return view;
}

async function viewsOf(scope: Scope, rows: VerificationRecord[], namesOf: NamesOf = async () => ({})) {
  const ids = [...new Set(rows.flatMap((row) => row.by_user ?? []))];
  const names = ids.length ? await namesOf(scope, ids) : {};
  return rows.map((row) => ({
    id: row.id,
    state: stateOf(row),
    by: row.by_user === null ? null : { id: row.by_user, name: names[row.by_user] ?? null },
    createdAt: row.created_at.toISOString(),
    finishedAt: row.finished_at?.toISOString() ?? null,
    expected: row.expected,
    events: row.events,
    seals: row.seals,
    unsealed: row.unsealed,
    problemCount: row.problem_count,
    problems: row.problems as unknown as AuditProblem[],
  }));
}

function stateOf(row: VerificationRecord): 'running' | 'done' | 'cancelled' {
  if (row.cancelled_at) return 'cancelled';
  return row.finished_at ? 'done' : 'running';
}
