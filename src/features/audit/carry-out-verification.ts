import type { TenantId } from '../../kernel/ids.ts';
import { type App, inTenant, type Scope, systemActor } from '../../platform/scope.ts';
import { countUnsealed, eventsOfSeals, type Seal, sealsAfter } from './audit-seal-store.ts';
import { type AuditProblem, type Link, problemsOf } from './check-seals.ts';
import { headFits, keptHead, sealAuditLog } from './seal-audit-log.ts';
import { countSealed, lockVerification, updateVerification, type VerificationRecord } from './verification-store.ts';

/** A batch holds at least one seal, and no more than so many events and seals: a quiet log has many small seals. */
const BATCH = { events: 5000, seals: 500 };
/** Of a log in ruins the first so many are named. */
const NAMED = 100;

/**
 * Seals what is new, then proves that nothing sealed was changed, removed or cut off: every stretch is hashed again, every
 * signature checked with the installation's key, and the newest seal held against the head in the data folder. A batch a
 * transaction; started again after a crash it goes on where it was.
 */
export async function carryOutVerification(app: App, tenantId: TenantId, id: string): Promise<void> {
  await sealAuditLog(app, tenantId);
  const who = { tenantId, actor: systemActor('audit-verify') };
  while (await inTenant(app, who, (scope) => oneBatch(app, scope, id)));
}

/** @returns whether there is more to do */
async function oneBatch(app: App, scope: Scope, id: string): Promise<boolean> {
  const row = await lockVerification(scope.tx, id);
  if (!row || row.finished_at) return false;
  const seals = takeUpTo(await sealsAfter(scope.tx, row.reached, BATCH.seals), BATCH.events);
  if (!seals.length) {
    await finish(app, scope, row);
    return false;
  }
  const events = await eventsOfSeals(scope.tx, seals[0]!.number, seals.at(-1)!.number);
  let at: Link = { number: row.reached, hash: row.reached_hash };
  const problems: AuditProblem[] = [];
  for (const seal of seals) {
    problems.push(...problemsOf(app, scope.tenant.id, at, seal, events.get(seal.number) ?? []));
    at = seal;
  }
  await updateVerification(scope.tx, id, {
    expected: row.expected ?? (await countSealed(scope.tx)),
    reached: at.number,
    reached_hash: at.hash,
    events: row.events + seals.reduce((sum, seal) => sum + seal.events, 0),
    seals: row.seals + seals.length,
    ...withProblems(row, problems),
  });
  return true;
}

function takeUpTo(seals: Seal[], most: number): Seal[] {
  let events = 0;
  const end = seals.findIndex((seal) => {
    events += seal.events;
    return events > most;
  });
  return end === -1 ? seals : seals.slice(0, Math.max(1, end));
}

async function finish(app: App, scope: Scope, row: VerificationRecord): Promise<void> {
  const head = await keptHead(app, scope.tenant.id);
  const cutOff: AuditProblem[] =
    head && !(await headFits(scope.tx, head)) ? [{ what: 'cutOff', seal: head.number, eventId: null }] : [];
  await updateVerification(scope.tx, row.id, {
    expected: row.expected ?? 0,
    unsealed: await countUnsealed(scope.tx),
    finished_at: scope.now,
    ...withProblems(row, cutOff),
  });
}

const withProblems = (row: VerificationRecord, found: AuditProblem[]) => ({
  problem_count: row.problem_count + found.length,
  problems: JSON.stringify([...(row.problems as unknown as AuditProblem[]), ...found].slice(0, NAMED)),
});
