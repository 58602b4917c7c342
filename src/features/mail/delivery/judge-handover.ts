import type { Handover } from '../../../platform/smtp/index.ts';
import type { TryResult } from './dispatch-store.ts';
import { waitAfter } from './retry-times.ts';

type Ending = Pick<TryResult, 'state' | 'waitMs' | 'meaning' | 'code' | 'enhanced' | 'words'>;

/** A line that broke before the message left: try again soon, it is not the person's fault. */
const SOON_MS = 60_000;

/** What one try comes to, for the mail. `tries` counts this one. */
export function judgeHandover(handover: Handover, tries: number, spread: number): Ending {
  const { reply } = handover;
  const said = { code: reply.code, enhanced: reply.enhanced, words: reply.words };
  switch (handover.fate) {
    case 'accepted':
      return { state: 'accepted', waitMs: null, meaning: null, ...said };
    case 'unknown':
      return { state: 'unknown', waitMs: null, meaning: null, ...said };
    case 'refused':
      return { state: 'refused', waitMs: null, meaning: handover.verdict.meaning, ...said };
    case 'deferred':
    case 'line': {
      const meaning = handover.fate === 'deferred' ? handover.verdict.meaning : 'later';
      const wait = waitAfter(tries, spread);
      if (wait === null) return { state: 'expired', waitMs: null, meaning, ...said };
      return {
        state: 'deferred',
        waitMs: handover.fate === 'line' || meaning === 'throttled' ? Math.min(wait, SOON_MS) : wait,
        meaning,
        ...said,
      };
    }
  }
}
