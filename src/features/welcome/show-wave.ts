import type { WaveView } from '../../contract/welcome.ts';
import { WELCOME_REASONS } from '../../contract/welcome.ts';
import { AppError } from '../../kernel/app-error.ts';
import { isUuid, type WaveId } from '../../kernel/ids.ts';
import { allow, type Scope } from '../../platform/scope.ts';
import { type BatchView, showBatches } from '../mail/index.ts';
import { findWave, listWaves, type WaveRow } from './wave-store.ts';

/** One sending and how far it is. @throws AppError `notFound` */
export async function showWave(scope: Scope, id: WaveId): Promise<WaveView> {
  allow(scope, 'welcome.read');
  const wave = await findWave(scope.tx, scope.tenant.id, id);
  if (wave === undefined) throw new AppError('notFound');
  return await viewWave(scope, wave);
}

const PAGE = 20;

export async function showWaves(scope: Scope, cursor: string | undefined): Promise<{ items: WaveView[]; next: string | null }> {
  allow(scope, 'welcome.read');
  const rows = await listWaves(scope.tx, scope.tenant.id, readCursor(cursor), PAGE + 1);
  const page = rows.slice(0, PAGE);
  const batches = await showBatches(
    scope,
    page.map((wave) => wave.id),
  );
  const last = page.at(-1);
  return {
    items: page.map((wave) => view(wave, batches.get(wave.id))),
    next: rows.length > PAGE && last ? `${last.createdAt.toISOString()}_${last.id}` : null,
  };
}

function readCursor(cursor: string | undefined): { at: Date; id: string } | null {
  const [at, id] = (cursor ?? '').split('_');
  return at && id && isUuid(id) && !Number.isNaN(Date.parse(at)) ? { at: new Date(at), id } : null;
}

export const viewWave = async (scope: Scope, wave: WaveRow): Promise<WaveView> =>
  view(wave, (await showBatches(scope, [wave.id])).get(wave.id));

function view(wave: WaveRow, batch: BatchView | undefined): WaveView {
  const mails = batch?.mails;
  return {
    id: wave.id,
    createdAt: wave.createdAt.toISOString(),
    startedBy: wave.startedByName,
    expiresAt: wave.expiresAt.toISOString(),
    state: stateOf(wave, batch),
    pausedBecause: batch?.pausedBecause ?? null,
    asked: wave.asked,
    queued: wave.queued,
    expected: wave.expectedQueued,
    skipped: WELCOME_REASONS.map((reason) => ({ reason, count: wave.skipped[reason] ?? 0 })).filter((one) => one.count > 0),
    mails: {
      waiting: mails?.queued ?? 0,
      deferred: mails?.deferred ?? 0,
      accepted: mails?.accepted ?? 0,
      kept: mails?.kept ?? 0,
      refused: mails?.refused ?? 0,
      unknown: mails?.unknown ?? 0,
      expired: mails?.expired ?? 0,
      takenBack: mails?.taken_back ?? 0,
    },
  };
}

function stateOf(wave: WaveRow, batch: BatchView | undefined): WaveView['state'] {
  if (batch?.takenBackAt != null) return 'cancelled';
  if (batch?.pausedAt != null) return 'paused';
  if (wave.plannedAt === null) return 'planning';
  return batch?.doneAt != null ? 'done' : 'sending';
}
