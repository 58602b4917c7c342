/** What a mail server's answer means for the mail, the address and the sender. Read by enhanced code, then by basic code. */
export type Meaning =
  | 'noSuchAddress'
  | 'noSuchDomain'
  | 'mailboxDisabled'
  | 'maybeUnknown'
  | 'mailboxFull'
  | 'greylisted'
  | 'throttled'
  | 'senderPolicy'
  | 'content'
  | 'tooLarge'
  | 'needsAscii'
  | 'expiredInQueue'
  | 'protocol'
  | 'later'
  | 'refused';

export interface Reply {
  readonly code: number | null;
  readonly enhanced: string | null;
  readonly words: string;
}

export interface Verdict {
  readonly meaning: Meaning;
  /** true: the same mail may be offered again later; false: this server will not take it. */
  readonly again: boolean;
  /** Whom the answer speaks about: only `address` may ever count against a person's address. */
  readonly about: 'address' | 'mail' | 'sender' | 'server';
}

interface Row {
  readonly enhanced?: RegExp;
  readonly code?: RegExp;
  readonly words?: RegExp;
  readonly verdict: Verdict;
}

const verdict = (meaning: Meaning, about: Verdict['about'], again = false): Verdict => ({ meaning, about, again });

/** First matching row wins. Sources: RFC 3463, RFC 5321, the registries of Exchange Online and Gmail. */
const REPLY_TABLE: readonly Row[] = [
  { enhanced: /^4\.2\.2$/, verdict: verdict('mailboxFull', 'mail', true) },
  { enhanced: /^5\.2\.2$/, verdict: verdict('mailboxFull', 'mail') },
  { code: /^4/, words: /gr[ae]y.?list/i, verdict: verdict('greylisted', 'mail', true) },
  { enhanced: /^4\.2\.0$/, verdict: verdict('greylisted', 'mail', true) },
  { code: /^421$/, verdict: verdict('throttled', 'server', true) },
  { enhanced: /^4\.(3\.2|7\.\d+)$/, verdict: verdict('throttled', 'server', true) },
  { enhanced: /^5\.1\.(2|10)$|^5\.4\.4$/, verdict: verdict('noSuchDomain', 'address') },
  { code: /^556$/, verdict: verdict('noSuchDomain', 'address') },
  { enhanced: /^5\.1\.(1|3|6)$/, verdict: verdict('noSuchAddress', 'address') },
  { enhanced: /^5\.2\.1$/, verdict: verdict('mailboxDisabled', 'address') },
  { enhanced: /^5\.4\.1$/, verdict: verdict('maybeUnknown', 'mail') },
  { enhanced: /^5\.(6\.7|5\.6)$/, verdict: verdict('needsAscii', 'mail') },
  { enhanced: /^5\.(3\.4|2\.3)$/, verdict: verdict('tooLarge', 'mail') },
  { enhanced: /^5\.6\.\d+$/, verdict: verdict('content', 'mail') },
  { enhanced: /^5\.7\.\d+$/, code: /^552$/, verdict: verdict('content', 'mail') },
  { enhanced: /^5\.7\.\d+$/, verdict: verdict('senderPolicy', 'sender') },
  { enhanced: /^[45]\.4\.7$/, verdict: verdict('expiredInQueue', 'mail') },
  { enhanced: /^5\.5\.\d+$/, verdict: verdict('protocol', 'server') },
  { enhanced: /^4\./, verdict: verdict('later', 'mail', true) },
  { enhanced: /^5\./, verdict: verdict('refused', 'mail') },
  { code: /^4/, verdict: verdict('later', 'mail', true) },
  {
    code: /^55[0-4]$/,
    words: /block(ed|list)|blacklist|spam|policy|relay|SPF|DMARC|DKIM/i,
    verdict: verdict('senderPolicy', 'sender'),
  },
  { code: /^55[01]$/, words: /user|mailbox|recipient|address/i, verdict: verdict('noSuchAddress', 'address') },
  { code: /^552$/, verdict: verdict('mailboxFull', 'mail') },
  { code: /^50\d$/, verdict: verdict('protocol', 'server') },
];

/** Sorts a server's negative answer; an answer that nobody knows is a refusal of this mail and of nothing else. */
export function judgeReply(reply: Reply): Verdict {
  const code = reply.code === null ? '' : String(reply.code);
  const found = REPLY_TABLE.find(
    (row) =>
      (row.enhanced === undefined || (reply.enhanced !== null && row.enhanced.test(reply.enhanced))) &&
      (row.code === undefined || row.code.test(code)) &&
      (row.words === undefined || row.words.test(reply.words)),
  );
  return found?.verdict ?? verdict('refused', 'mail');
}

/** Longest part of a server's words that is kept. */
const WORDS_KEPT = 500;

/** Reads "550 5.1.1 No such user" (several lines too) into its parts. */
export function readReply(text: string): Reply {
  const lines = text.split(/\r?\n/).filter((line) => line !== '');
  const first = /^(\d{3})(?:[ -]|$)(?:([245]\.\d{1,3}\.\d{1,3})(?:\s|$))?/.exec(lines[0] ?? '');
  const words = lines.map((line) => line.replace(/^\d{3}[ -]?(?:[245]\.\d{1,3}\.\d{1,3}\s?)?/, '')).join(' ');
  return {
    code: first ? Number(first[1]) : null,
    enhanced: first?.[2] ?? null,
    words: words
      .replace(/[\u0000-\u001f\u007f-\u009f]/g, ' ')
      .trim()
      .slice(0, WORDS_KEPT),
  };
}
