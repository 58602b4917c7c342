import type { App } from '../../../platform/scope.ts';
import { type Line, LineError, type LineProblem, type Mailer, type Reply } from '../../../platform/smtp/index.ts';
import { lineWait } from './retry-times.ts';
import { writeTransport } from './transport-store.ts';

/** The way to the mail server as all lines share it: when it is down, one asks from time to time and the others wait. */
export interface Transport {
  /** A fresh line as soon as the server gives one; null when the work stops. */
  line(): Promise<Line | null>;
  /** Something that would befall every mail: wait before the next. */
  trouble(problem: LineProblem | 'throttled', reply: Reply): Promise<void>;
  /** A mail went through. */
  well(): void;
  stop(): void;
}

export function openTransport(app: App, mailer: Mailer): Transport {
  const log = app.log.child({ part: 'mail' });
  let failures = 0;
  // A state left by a process before us is cleared by our first success.
  let last: LineProblem | 'throttled' | 'before us' | null = 'before us';
  let until = 0;
  let stopped = false;
  let asking: Promise<void> | null = null;
  const sleepers = new Set<() => void>();
  const sleep = (ms: number) =>
    new Promise<void>((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        sleepers.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, ms);
      sleepers.add(wake);
    });

  const say = (problem: string | null, words: string | null) =>
    app.db
      .acrossTenants((tx) => writeTransport(tx, problem, words))
      .catch((error: unknown) => log.warn({ err: error }, 'the state of the mail server could not be written down'));

  const trouble = async (problem: LineProblem | 'throttled', reply: Reply): Promise<void> => {
    if (performance.now() < until) return;
    last = problem;
    failures++;
    until = performance.now() + lineWait(failures);
    if (failures === 1) log.warn({ problem, code: reply.code }, 'the mail server does not take mails; waiting');
    await say(problem, reply.words);
  };
  const recovered = async (): Promise<void> => {
    if (failures === 0 && last === null) return;
    const before = failures;
    failures = 0;
    last = null;
    if (before > 0) log.info('the mail server takes mails again');
    await say(null, null);
  };

  /** Only one asks a silent server; when it answers, all may. */
  const open = async (): Promise<Line | null> => {
    while (!stopped) {
      if (asking !== null) {
        await asking;
        continue;
      }
      const wait = until - performance.now();
      if (wait > 0) {
        await sleep(wait);
        continue;
      }
      const alone = failures > 0;
      let over = () => {};
      if (alone)
        asking = new Promise((resolve) => {
          over = resolve;
        });
      try {
        const line = await mailer.openLine();
        // A server that answers is up; one that refuses our sender or our pace is well only once it takes a mail.
        if (last !== 'sender' && last !== 'throttled') await recovered();
        return line;
      } catch (error) {
        const failed =
          error instanceof LineError ? error : new LineError('unreachable', { code: null, enhanced: null, words: String(error) });
        if (failures === 0 || alone) await trouble(failed.problem, failed.reply);
      } finally {
        asking = null;
        over();
      }
    }
    return null;
  };

  return {
    line: open,
    trouble,
    well: () => {
      void recovered();
    },
    stop() {
      stopped = true;
      for (const wake of [...sleepers]) wake();
    },
  };
}
