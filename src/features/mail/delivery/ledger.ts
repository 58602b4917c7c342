import type { MailId, TenantId } from '../../../kernel/ids.ts';
import { type App, systemActor } from '../../../platform/scope.ts';
import { type Held, type TryResult, turnSql } from './dispatch-store.ts';

/** What a line has to have written before it goes on: how its last mail ended, and that its next one may start. */
export interface Turn {
  readonly ended?: { readonly held: Held; readonly result: TryResult | 'notStarted' };
  readonly start?: Held;
}

export interface Ledger {
  /** Resolves once everything of the turn is committed; true when `start` may go. */
  turn(turn: Turn): Promise<boolean>;
}

export const DELIVERY = systemActor('mail');

/** Transactions under way at once: while one waits for the disk, another is being made. */
const WRITERS = 2;

/**
 * Group commit: while transactions are being written, the turns of the other lines gather and go together in the next.
 * A line waits for its turn, so that no more mails are ever between start and result than there are lines.
 */
export function openLedger(app: App): Ledger {
  let waiting: { turn: Turn; done: (may: boolean) => void; failed: (error: unknown) => void }[] = [];
  let writers = 0;

  const write = async (): Promise<void> => {
    writers++;
    // One lap of the event loop, so that lines that end together are written together.
    await new Promise((resolve) => setImmediate(resolve));
    while (waiting.length > 0) {
      const turns = waiting;
      waiting = [];
      try {
        const started = await writeTurns(
          app,
          turns.map(({ turn }) => turn),
        );
        for (const { turn, done } of turns) done(turn.start !== undefined && started.has(turn.start.mailId));
      } catch (error) {
        for (const { failed } of turns) failed(error);
      }
    }
    writers--;
  };

  return {
    turn: (turn) =>
      new Promise<boolean>((done, failed) => {
        waiting.push({ turn, done, failed });
        if (writers < WRITERS) void write();
      }),
  };
}

async function writeTurns(app: App, turns: readonly Turn[]): Promise<Set<MailId>> {
  const tenants = new Set<TenantId>(
    turns.flatMap(({ ended, start }) => [ended?.held.tenantId, start?.tenantId]).filter((id) => id !== undefined),
  );
  const started = new Set<MailId>();
  for (const tenantId of tenants) {
    const ended = turns.map((turn) => turn.ended).filter((one) => one?.held.tenantId === tenantId);
    const results = ended
      .map((one) => one?.result)
      .filter((result): result is TryResult => result !== undefined && result !== 'notStarted');
    const undone = ended
      .filter((one) => one?.result === 'notStarted')
      .map((one) => one?.held)
      .filter((held) => held !== undefined);
    const starts = turns.map((turn) => turn.start).filter((held): held is Held => held?.tenantId === tenantId);
    const [row] = await app.db.once(turnSql(tenantId, { ended: results, undone, starts }, app.clock.shift));
    for (const id of row?.started ?? []) started.add(id);
  }
  return started;
}
