import { useFormatter, useNow, useTranslations } from 'use-intl';
import type { WayIn } from './way-in.ts';

const day = 86_400_000;

/** The line under the bars, in words: near moments as people say them, far ones as a date. */
export function useWayWords(): (way: WayIn) => string {
  const t = useTranslations('people.way');
  const ui = useTranslations('ui');
  const format = useFormatter();
  const now = useNow({ updateInterval: 60_000 });
  return ({ key, at, reason }) => {
    const then = at === null ? now : new Date(at);
    const far = format.dateTime(
      then,
      then.getFullYear() === now.getFullYear()
        ? { day: 'numeric', month: 'short' }
        : { day: 'numeric', month: 'short', year: 'numeric' },
    );
    const near = Math.abs(now.getTime() - then.getTime());
    const when = near < 60_000 ? ui('justNow') : near < day ? format.relativeTime(then, now) : far;
    switch (key) {
      case 'active':
      case 'closed':
      case 'expired':
      case 'waitsForDay':
        return t(key, { day: far });
      case 'visited':
      case 'queued':
      case 'sent':
      case 'unknown':
        return t(key, { when });
      case 'bounced':
      case 'refused':
        return t(`${key}${causeOf(reason)}`);
      default:
        return t(key);
    }
  };
}

/** The plain meaning of a mail server's answer (RFC 3463); its own words stand in the person's panel. */
function causeOf(reply: string | null): 'Unknown' | 'Full' | 'Blocked' | '' {
  if (reply === null) return '';
  if (/\b5\.1\.\d|unknown|no such|does ?n.?o?t exist/i.test(reply)) return 'Unknown';
  if (/\b[45]\.2\.2|full|quota/i.test(reply)) return 'Full';
  return /\b5\.7\.\d|spam|blocked|policy|denied/i.test(reply) ? 'Blocked' : '';
}
