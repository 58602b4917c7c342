import type { Audience, WaveView } from '../../contract/welcome.ts';
import { AppError } from '../../kernel/app-error.ts';
import type { WaveId } from '../../kernel/ids.ts';
import { allow, reachOf, type Scope } from '../../platform/scope.ts';
import { record } from '../audit/index.ts';
import { openBatch } from '../mail/index.ts';
import { planStep, planWaveJob } from './plan-wave.ts';
import { countAudience } from './preview-wave.ts';
import { viewWave } from './show-wave.ts';
import { findWave, insertWave, lockWaveId } from './wave-store.ts';

export interface SendInput {
  /** Made by whoever asks: the same twice is the same sending. */
  id: WaveId;
  audience: Audience;
  onlyNew: boolean;
  /** The numbers that were shown before. */
  expected: { asked: number; queued: number };
  deadlineHours?: number | undefined;
}

/** Up to so many people are planned at once, in the request; more by a job. */
const AT_ONCE = 2_000;
const HOUR = 3_600_000;

/**
 * *Send Welcome Email*: everybody of the audience who is not in yet gets a link and a mail; everybody else a reason. The
 * mails leave by a worker. Asking again with the same id changes nothing and answers the same sending. Records `welcome.sent`.
 * @throws AppError `users.selectionChanged` where the numbers are no longer those that were shown, `idempotencyKeyReused`
 */
export async function sendWelcomeMails(scope: Scope, input: SendInput): Promise<WaveView> {
  allow(scope, 'welcome.send');
  const { tx, tenant, now, actor } = scope;
  await lockWaveId(tx, input.id);
  const before = await findWave(tx, tenant.id, input.id);
  if (before !== undefined) {
    if (JSON.stringify(sorted(before.audience)) !== JSON.stringify(sorted(input.audience)) || before.onlyNew !== input.onlyNew)
      throw new AppError('idempotencyKeyReused');
    return await viewWave(scope, before);
  }
  const count = await countAudience(scope, input.audience, input.onlyNew);
  if (count.asked !== input.expected.asked)
    throw new AppError('users.selectionChanged', { expected: input.expected.asked, found: count.asked });
  if (count.queued !== input.expected.queued)
    throw new AppError('users.selectionChanged', { expected: input.expected.queued, found: count.queued });

  const expiresAt = new Date(now.getTime() + (input.deadlineHours ?? tenant.linkDays * 24) * HOUR);
  await openBatch(scope, input.id);
  await insertWave(tx, tenant.id, {
    id: input.id,
    audience: input.audience,
    onlyNew: input.onlyNew,
    expiresAt,
    expectedAsked: count.asked,
    expectedQueued: count.queued,
    startedBy: 'userId' in actor ? actor.userId : null,
    startedByName: 'name' in actor ? actor.name : '',
    createdAt: now,
  });
  await record(scope, 'welcome.sent', {
    target: { kind: 'wave', id: input.id },
    detail: { ...count, audience: input.audience, onlyNew: input.onlyNew, expiresAt: expiresAt.toISOString() },
  });
  if (count.asked <= AT_ONCE) while (!(await planStep(scope, input.id)));
  else
    await scope.enqueue(
      planWaveJob,
      { waveId: input.id, reach: reachOf(actor)?.slice() ?? null },
      { key: `planWave:${input.id}` },
    );
  const wave = await findWave(tx, tenant.id, input.id);
  if (wave === undefined) throw new AppError('notFound');
  return await viewWave(scope, wave);
}

/** jsonb gives keys back in its own order. */
const sorted = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(sorted)
    : typeof value === 'object' && value !== null
      ? Object.fromEntries(
          Object.entries(value)
            .filter(([, one]) => one !== undefined)
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .map(([key, one]) => [key, sorted(one)]),
        )
      : value;
