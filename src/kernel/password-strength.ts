import { EASY_WORDS } from './easy-words.ts';
import { foldText } from './fold-text.ts';

export const PASSWORD_MIN = 12;
const PASSWORD_MAX_BYTES = 1024;

export type PasswordProblem = 'tooShort' | 'tooLong' | 'common' | 'personal';

/** `score` 0 to 4 for the bar; `problem` where the password is refused. `missing`: characters still to type. */
export interface PasswordVerdict {
  score: 0 | 1 | 2 | 3 | 4;
  problem?: PasswordProblem;
  missing: number;
}

/** What is hashed and compared: NFKC, so that the same letters typed on another keyboard are the same password. Nothing is trimmed. */
export function normalisePassword(typed: string): string {
  return typed.normalize('NFKC');
}

const ROWS = [
  'abcdefghijklmnopqrstuvwxyz',
  '01234567890',
  'qwertyuiop',
  'qwertzuiop',
  'asdfghjkl',
  'zxcvbnm',
  'yxcvbnm',
  'azertyuiop',
];
const REVERSED = ROWS.map((row) => [...row].reverse().join(''));
const LEET: Record<string, string> = { '0': 'o', '1': 'i', '3': 'e', '4': 'a', '5': 's', '7': 't', '@': 'a', $: 's', '!': 'i' };
const LONGEST = Math.max(...EASY_WORDS.map((word) => word.length));
const EASY = new Set(EASY_WORDS.filter((word) => word.length > 1));

/** Bits that a guesser who knows the usual tricks needs; an estimate for words, not a proof. */
const BITS = { easyWord: 7, ownWord: 3, row: 4, year: 5, repeat: 2, digit: 3.2, letter: 3, sign: 4 };
const REFUSED_BELOW = 30;

const runLength = (text: string, at: number): number => {
  let length = 1;
  while (text[at + length] === text[at]) length++;
  return length;
};

const rowLength = (text: string, at: number): number => {
  for (let length = text.length - at; length >= 3; length--) {
    const piece = text.slice(at, at + length);
    if ([...ROWS, ...REVERSED].some((row) => row.includes(piece))) return length;
  }
  return 0;
};

const wordLength = (text: string, at: number, words: ReadonlySet<string>, longest: number): number => {
  for (let length = Math.min(longest, text.length - at); length >= 2; length--) {
    if (words.has(text.slice(at, at + length))) return length;
  }
  return 0;
};

/**
 * How hard a password is to guess: length first, then what remains after easy words, one's own words, keyboard rows,
 * years and repeats are priced low. No rules of composition (NIST SP 800-63B-4 §3.1.1.2).
 * @param own words an attacker would try for this person: names, organisation, address
 */
export function judgePassword(typed: string, own: readonly string[]): PasswordVerdict {
  const password = normalisePassword(typed);
  const length = [...password].length;
  const missing = Math.max(0, PASSWORD_MIN - length);
  if (new TextEncoder().encode(password).length > PASSWORD_MAX_BYTES) return { score: 0, problem: 'tooLong', missing };
  const { bits, personal } = price(password, own);
  if (missing > 0) return { score: length === 0 ? 0 : 1, problem: 'tooShort', missing };
  if (bits < REFUSED_BELOW) return { score: 1, problem: personal ? 'personal' : 'common', missing };
  return { score: bits < 42 ? 2 : bits < 60 ? 3 : 4, missing };
}

function price(password: string, own: readonly string[]): { bits: number; personal: boolean } {
  const plain = foldText(password).slice(0, 200);
  const read = [...plain].map((sign) => LEET[sign] ?? sign).join('');
  const ownWords = new Set(own.flatMap((text) => foldText(text).split(/[^\p{L}\p{N}]+/u)).filter((word) => word.length > 2));
  const longestOwn = Math.max(0, ...[...ownWords].map((word) => word.length));
  const seen = new Set<string>();
  let bits = 0;
  let personal = false;
  for (let at = 0; at < plain.length; ) {
    const mine = Math.max(wordLength(plain, at, ownWords, longestOwn), wordLength(read, at, ownWords, longestOwn));
    const easy = Math.max(wordLength(plain, at, EASY, LONGEST), wordLength(read, at, EASY, LONGEST));
    const row = rowLength(plain, at);
    const run = runLength(plain, at);
    const year = /^(19|20)\d\d/.test(plain.slice(at)) ? 4 : 0;
    const longest = Math.max(mine, easy, row, run > 2 ? run : 0, year);
    if (longest === 0) {
      const sign = plain[at]!;
      bits += /\p{L}/u.test(sign) ? BITS.letter : /\p{N}/u.test(sign) ? BITS.digit : seen.has(sign) ? 1 : BITS.sign;
      seen.add(sign);
      at++;
      continue;
    }
    const piece = plain.slice(at, at + longest);
    if (seen.has(piece)) bits += BITS.repeat;
    else if (longest === mine) bits += BITS.ownWord;
    else if (longest === year) bits += BITS.year;
    else if (longest === easy) bits += BITS.easyWord;
    else if (longest === row) bits += BITS.row;
    else bits += BITS.repeat;
    personal ||= longest === mine;
    seen.add(piece);
    at += longest;
  }
  return { bits, personal };
}
