/** A cell's text, made safe to keep: what was taken out and whether letters were lost is said, never silent. */
export interface CellText {
  text: string;
  /** Control characters or direction marks that nobody sees were taken out. */
  removed: boolean;
  /** Holds a character that could not be read in the file's encoding. */
  damaged: boolean;
}

// Plain letters, digits and signs of Western languages, which need no second look.
const PLAIN = /^[\x20-\x26\x28-\x3c\x3e-\x7e\u00a1-\u00ac\u00ae-\u02ff]*$/;
const ODD_SPACE = /[\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\t\n\r\v\f]+/g;
// A joiner between two letters or pictures belongs to the word (Persian names, composed emoji); everything else of Cc and Cf goes.
const INVISIBLE =
  /(?!\u200c|\u200d)[\p{Cc}\p{Cf}]|(?<!\p{L}|\p{M}|\p{Extended_Pictographic}|\ufe0f)(?:\u200c|\u200d)|(?:\u200c|\u200d)(?!\p{L}|\p{M}|\p{Extended_Pictographic})/gu;

export function cellText(raw: string): CellText {
  if (PLAIN.test(raw)) return { text: raw.trim(), removed: false, damaged: false };
  const spaced = raw.normalize('NFC').replace(ODD_SPACE, ' ');
  const seen = spaced.replace(/\p{Cs}/gu, '\ufffd').replace(INVISIBLE, '');
  const text = withoutTextMark(seen.replace(/ {2,}/g, ' ').trim());
  return { text, removed: seen !== spaced, damaged: text.includes('\ufffd') };
}

/** Spreadsheets mark "this is text" with a leading apostrophe or as ="…"; the mark is no part of the value. */
function withoutTextMark(text: string): string {
  const quoted = /^="([^"]*)"$/.exec(text);
  if (quoted) return quoted[1]!;
  return /^'[=+\-@\d]/.test(text) ? text.slice(1) : text;
}

/** A value as a message shows it: on one line, at most 60 letters. */
export function shortValue(value: string): string {
  const line = cellText(value).text;
  const letters = [...line];
  return letters.length > 60 ? `${letters.slice(0, 59).join('')}…` : line;
}

export const hasMarkup = (text: string): boolean => /[<>]/.test(text);
export const hasEmoji = (text: string): boolean => /\p{Extended_Pictographic}/u.test(text);
