import { z } from 'zod';
import type { WelcomeReason } from '../../contract/welcome.ts';
import type { UserId, WaveId } from '../../kernel/ids.ts';
import { defineJob } from '../../platform/jobs.ts';
import { type Actor, inTenant, type Scope } from '../../platform/scope.ts';
import { closeBatch, showBatches } from '../mail/index.ts';
import { nextOfSelection, type Recipient, recipients } from '../users/index.ts';
import { selectionOf, wishOf } from './audience.ts';
import { invitePeople } from './invite-people.ts';
import { advanceWave, insertSkips, lockWave } from './wave-store.ts';
import { whyNotWelcome } from './welcome-eligibility.ts';

/** People per step: one transaction each, so that a crash repeats nothing and blocks nobody for long. */
const PLAN_STEP = 5_000;

/**
 * One step of a wave's planning: the next people, in the order of their making, get a link and a mail, or a reason why not.
 * Going on where the step before ended, whoever does it.
 * @returns true when everybody has had an answer
 */
export async function planStep(scope: Scope, waveId: WaveId): Promise<boolean> {
  const { tx, tenant, now } = scope;
  const wave = await lockWave(tx, tenant.id, waveId);
  if (wave === undefined || wave.plannedAt !== null) return true;
  const stopped = (await showBatches(scope, [waveId])).get(waveId)?.takenBackAt !== null;
  const ids = stopped ? [] : await nextOfSelection(scope, selectionOf(wave.audience), wave.plannedTo, PLAN_STEP);
  const done = ids.length < PLAN_STEP;
  const people = await recipients(scope, ids, true);
  const wish = wishOf(scope, wave.audience, wave.onlyNew);
  const skips: { userId: UserId; reason: WelcomeReason }[] = [];
  const eligible: Recipient[] = [];
  for (const person of people) {
    const reason = whyNotWelcome(person, wish);
    if (reason === undefined) eligible.push(person);
    else skips.push({ userId: person.id, reason });
  }
  const invited = await invitePeople(scope, eligible, {
    expiresAt: wave.expiresAt,
    lane: 2,
    batchId: waveId,
    dedupeKey: (userId) => `wave:${waveId}:${userId}`,
  });
  if (skips.length > 0) await insertSkips(tx, tenant.id, waveId, skips);
  const skipped: Partial<Record<WelcomeReason, number>> = {};
  for (const { reason } of skips) skipped[reason] = (skipped[reason] ?? 0) + 1;
  await advanceWave(
    tx,
    tenant.id,
    waveId,
    { asked: people.length, queued: invited.length, skipped, plannedTo: ids.at(-1) ?? null, done },
    now,
  );
  if (done) await closeBatch(scope, waveId);
  return done;
}

/**
 * Plans a large wave step by step; run again after a crash it goes on. `reach` is how far its sender reached when it was sent:
 * somebody who has lost the limit with the role since then has not gained the others.
 */
export const planWaveJob = defineJob(
  'welcome.planWave',
  z.object({ waveId: z.uuid(), reach: z.array(z.uuid()).nullable().default(null) }),
  async (app, { waveId, reach }, { tenantId }) => {
    const actor: Actor = { kind: 'system', name: 'welcome', permissions: 'all', reach };
    while (!(await inTenant(app, { tenantId, actor }, (scope) => planStep(scope, waveId as WaveId))));
  },
);
