import { type App, inTenant } from '../../../platform/scope.ts';
import type { Line, Mailer } from '../../../platform/smtp/index.ts';
import { pauseBatch } from '../batches-store.ts';
import { letterMessage } from '../letter/fill-letter.ts';
import type { Composed, PostedMail } from '../mail-definition.ts';
import type { Held, TryResult } from './dispatch-store.ts';
import { judgeHandover } from './judge-handover.ts';
import { DELIVERY, type Ledger, type Turn } from './ledger.ts';
import type { Transport } from './transport.ts';

/** A mail that is written and claimed, ready for a line. */
export interface Ready {
  readonly held: Held;
  readonly mail: PostedMail & { readonly attempts: number };
  readonly composed: Extract<Composed, { letter: unknown }>;
}

export interface ChannelParts {
  readonly app: App;
  readonly mailer: Mailer;
  readonly ledger: Ledger;
  readonly transport: Transport;
  /** The next mail, if one is ready; null when the work ends. */
  readonly take: () => Ready | undefined | null;
  /** The same, after waiting a while. */
  readonly wait: () => Promise<Ready | undefined | null>;
  readonly let: (held: Held) => void;
  /** Counts refusals of us as a sender, in a row, per batch. */
  readonly policyRefusals: Map<string, number>;
}

/** After so many refusals in a row that speak of us as a sender, a batch is paused until somebody has looked. */
const POLICY_LIMIT = 5;

/**
 * One line's work: take a mail, have its start committed, hand it over, have its end committed together with the next
 * one's start. So at most one mail is between start and end.
 */
export async function runChannel(parts: ChannelParts): Promise<void> {
  const { app, ledger, transport, mailer } = parts;
  const domain = mailer.from.slice(mailer.from.indexOf('@') + 1);
  let line: Line | null = null;
  let fresh = true;
  let ended: Turn['ended'];

  const commit = async (start?: Held): Promise<boolean> => {
    const turn: Turn = { ...(ended === undefined ? {} : { ended }), ...(start === undefined ? {} : { start }) };
    if (turn.ended === undefined && turn.start === undefined) return false;
    const before = ended;
    ended = undefined;
    for (let tries = 1; ; tries++) {
      try {
        const may = await ledger.turn(turn);
        if (before !== undefined) parts.let(before.held);
        return may;
      } catch (error) {
        // The database is away: a result must not get lost, and nothing may start.
        app.log.warn({ err: error }, 'a result could not be written yet');
        await new Promise((resolve) => setTimeout(resolve, Math.min(5_000, 200 * tries)));
      }
    }
  };

  for (;;) {
    let ready = parts.take();
    if (ready === undefined) {
      await commit();
      ready = await parts.wait();
    }
    if (ready === null) break;
    if (ready === undefined) {
      line?.close();
      line = null;
      continue;
    }
    if (line === null || !line.usable) {
      await commit();
      line = await transport.line();
      fresh = true;
      if (line === null) break;
    }
    if (!(await commit(ready.held))) {
      parts.let(ready.held);
      continue;
    }

    const { mail, held, composed } = ready;
    let message: Buffer;
    try {
      message = letterMessage(
        composed.letter,
        { messageId: `<${mail.id}@${domain}>`, date: mail.dueAt, from: { address: mailer.from }, to: mail.to },
        composed.fills,
      );
    } catch (error) {
      ended = {
        held,
        result: resultOf(
          held,
          {
            state: 'refused',
            waitMs: null,
            meaning: 'content',
            code: null,
            enhanced: null,
            words: error instanceof Error ? error.message : 'the mail could not be written',
          },
          null,
        ),
      };
      continue;
    }
    const handover = await line.send({ from: mailer.from, to: mail.to.address, message, envelopeId: mail.id });
    if (handover.fate === 'line') {
      const everybodys = handover.problem === 'auth' || handover.problem === 'sender' || handover.problem === 'tls';
      if (everybodys) await transport.trouble(handover.problem, handover.reply);
      // A line that had gone stale says nothing; one that was fresh may have broken because of this very mail.
      ended = {
        held,
        result:
          everybodys || !fresh
            ? 'notStarted'
            : resultOf(held, judgeHandover(handover, mail.attempts + 1, Math.random()), mailer.server),
      };
      line.close();
      line = null;
      continue;
    }
    fresh = false;
    if (handover.fate === 'deferred' && handover.verdict.meaning === 'throttled')
      await transport.trouble('throttled', handover.reply);
    else transport.well();
    await watchPolicy(parts, held, handover.fate === 'refused' && handover.verdict.about === 'sender');
    ended = { held, result: resultOf(held, judgeHandover(handover, mail.attempts + 1, Math.random()), mailer.server) };
  }
  await commit();
  line?.close();
}

const resultOf = (held: Held, ending: ReturnType<typeof judgeHandover>, server: string | null): TryResult => ({
  mailId: held.mailId,
  fence: held.fence,
  server,
  ...ending,
});

async function watchPolicy({ app, policyRefusals }: ChannelParts, held: Held, refusedAsSender: boolean): Promise<void> {
  if (held.batchId === null) return;
  if (!refusedAsSender) {
    policyRefusals.delete(held.batchId);
    return;
  }
  const count = (policyRefusals.get(held.batchId) ?? 0) + 1;
  policyRefusals.set(held.batchId, count);
  if (count !== POLICY_LIMIT) return;
  const { batchId } = held;
  await inTenant(app, { tenantId: held.tenantId, actor: DELIVERY }, (scope) => pauseBatch(scope, batchId, 'senderPolicy'));
}
