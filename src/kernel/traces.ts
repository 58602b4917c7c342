/** What names a person in words that are about others. */
export interface Traces {
  /** Name, addresses, user name, number; in small letters. Found as whole words, in any capitals. */
  phrases: readonly string[];
  /** First and last name in small letters: somebody else's as well, so looked for only where the words are known to be about them. */
  names: readonly string[];
  /** Why the account was closed, where that names them: the same words stand where many were closed at once. */
  reason: string | null;
}

/** What somebody was called until a moment: the whole name, or of name, addresses and numbers whatever was other than after it. */
export interface Former {
  until: Date;
  name?: string;
  firstName?: string;
  namePrefix?: string;
  lastName?: string;
  email?: string;
  userName?: string;
  externalId?: string;
}

const FIELDS = ['firstName', 'namePrefix', 'lastName', 'email', 'userName', 'externalId'] as const;

/** Out of values of before, field by field. */
export function formerOf(until: Date, before: Readonly<Record<string, unknown>>): Former {
  const known = FIELDS.flatMap((field) => (typeof before[field] === 'string' ? [[field, before[field]] as const] : []));
  return { until, ...Object.fromEntries(known) };
}

const inWord = /[\p{L}\p{N}]/u;

/** Whether a text names the person. */
export function mentions(text: string, { phrases, reason }: Traces): boolean {
  if (reason !== null && text.trim() === reason.trim()) return true;
  return hasAny(text, phrases);
}

/** Whether one of these (in small letters) stands in a text as whole words. */
export function hasAny(text: string, phrases: readonly string[]): boolean {
  const folded = text.toLowerCase();
  return phrases.some((phrase) => {
    for (let at = folded.indexOf(phrase); at !== -1; at = folded.indexOf(phrase, at + 1))
      if (!inWord.test(folded[at - 1] ?? '') && !inWord.test(folded[at + phrase.length] ?? '')) return true;
    return false;
  });
}

/** A text with `…` in place of each of these that stands in it as whole words. */
export function withoutWords(text: string, phrases: readonly string[]): string {
  if (!hasAny(text, phrases)) return text;
  // The longest first: of a whole name nothing is left over.
  const longest = [...phrases]
    .sort((a, b) => b.length - a.length)
    .map((phrase) => phrase.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'));
  const left = text.replace(new RegExp(`(?<![\\p{L}\\p{N}])(?:${longest.join('|')})(?![\\p{L}\\p{N}])`, 'giu'), '…');
  return hasAny(left, phrases) ? '…' : left;
}

/** The same value, with nothing where a text in it, however deep, named the person. */
export function withoutTraces<T>(value: T, traces: Traces): T {
  if (typeof value === 'string') return (mentions(value, traces) ? '' : value) as T;
  if (Array.isArray(value)) return value.map((one: unknown) => withoutTraces(one, traces)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, withoutTraces(one as unknown, traces)])) as T;
}
