import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { bad } from './voice.ts';

const STEP = 3_000;
// npm passes on a Ctrl-C that the terminal has already given us: the same one twice is not impatience.
const SAME_PRESS = 700;

/** Resolves when the operator asks for the end. A second Ctrl-C ends the process at once. */
export function untilAsked(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    let first = 0;
    const asked = (signal: NodeJS.Signals) => {
      if (!first) {
        first = Date.now();
        resolve(signal);
      } else if (signal === 'SIGINT' && Date.now() - first > SAME_PRESS) process.exit(130);
    };
    process.on('SIGINT', asked);
    process.on('SIGTERM', asked);
    if (!hangUpIsIgnored()) process.on('SIGHUP', asked);
  });
}

/** Under nohup the end of the terminal is not meant for us; a handler of ours would undo that. */
function hangUpIsIgnored(): boolean {
  try {
    const mask = /^SigIgn:\s*([0-9a-f]+)$/m.exec(readFileSync('/proc/self/status', 'latin1'))?.[1] ?? '0';
    return (BigInt(`0x${mask}`) & 1n) === 1n;
  } catch {
    return false;
  }
}

/** What this resolves to, or nothing when it takes longer than that. */
export async function atMost(milliseconds: number, work: Promise<unknown>): Promise<void> {
  await Promise.race([work, pause(milliseconds, undefined, { ref: false })]);
}

/** Runs the steps in order and ends the process within ten seconds: a step that takes too long does not keep the next from its turn. */
export async function endWith(steps: (() => Promise<unknown>)[], code = 0): Promise<never> {
  setTimeout(() => process.exit(code), 9_500).unref();
  for (const step of steps) {
    await atMost(STEP, step()).catch((error: unknown) => bad(error instanceof Error ? error.message : String(error)));
  }
  process.exit(code);
}
