import { expect, it } from 'vitest';
import { judgeOpen, type OpenedBy } from './judge-open.ts';

const OUTLOOK = 'Mozilla/4.0 (compatible; MSIE 7.0; Windows NT 10.0; Microsoft Outlook 16.0)';
const TABLE: [who: string, userAgent: string, ms: number | null, by: OpenedBy][] = [
  ['Outlook, an hour later', OUTLOOK, 3_600_000, 'person'],
  ['anything within twenty seconds', OUTLOOK, 5_000, 'software'],
  ['a gateway', 'Mozilla/5.0 (compatible; Proofpoint)', 600_000, 'software'],
  ['nothing said', '', 600_000, 'software'],
  ['a script', 'python-requests/2.31', 600_000, 'software'],
  ['Gmail', 'Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)', 600_000, 'proxy'],
  ['Yahoo', 'YahooMailProxy; https://help.yahoo.com', 600_000, 'proxy'],
  ['Apple privacy', 'Mozilla/5.0', 600_000, 'proxy'],
  ['a mail not known to be handed over', OUTLOOK, null, 'person'],
];

it.each(TABLE)('a picture fetched by %s', (_, userAgent, ms, by) => {
  expect(judgeOpen(userAgent, ms)).toBe(by);
});
