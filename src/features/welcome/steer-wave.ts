import { z } from 'zod';
import type { WaveView } from '../../contract/welcome.ts';
import type { WaveId } from '../../kernel/ids.ts';
import { defineJob } from '../../platform/jobs.ts';
import { allow, inTenant, type Scope, systemActor } from '../../platform/scope.ts';
import type { AuditEvent } from '../audit/index.ts';
import { record } from '../audit/index.ts';
import { pauseBatch, resumeBatch, stopBatch, takeBackSome } from '../mail/index.ts';
import { showWave } from './show-wave.ts';

/** From the commit on nothing more of it leaves; what a server is being told this moment still does. Records `wave.paused`. */
export const pauseWave = (scope: Scope, id: WaveId): Promise<WaveView> =>
  steer(scope, id, 'wave.paused', () => pauseBatch(scope, id, 'person'));

/** Goes on where it was. Records `wave.resumed`. */
export const resumeWave = (scope: Scope, id: WaveId): Promise<WaveView> =>
  steer(scope, id, 'wave.resumed', () => resumeBatch(scope, id));

/** Takes back whatever has not left. The links stay: they do no harm without a mail, and a later sending uses them. Records `wave.cancelled`. */
export const cancelWave = (scope: Scope, id: WaveId): Promise<WaveView> =>
  steer(scope, id, 'wave.cancelled', async () => {
    if (!(await stopBatch(scope, id))) return false;
    await scope.enqueue(takeBackWaveJob, { waveId: id }, { key: `takeBackWave:${id}` });
    return true;
  });

async function steer(scope: Scope, id: WaveId, event: AuditEvent, act: () => Promise<boolean>): Promise<WaveView> {
  allow(scope, 'welcome.send');
  const before = await showWave(scope, id);
  if (await act()) await record(scope, event, { target: { kind: 'wave', id }, detail: { mails: before.mails } });
  return await showWave(scope, id);
}

const STEP = 5_000;

/** Marks the mails of a cancelled wave, step by step; they have been safe from leaving since the cancelling itself. */
export const takeBackWaveJob = defineJob(
  'welcome.takeBackWave',
  z.object({ waveId: z.uuid() }),
  async (app, { waveId }, { tenantId }) => {
    while (
      (await inTenant(app, { tenantId, actor: systemActor('welcome') }, (scope) => takeBackSome(scope, waveId as WaveId, STEP))) >
      0
    );
  },
);
