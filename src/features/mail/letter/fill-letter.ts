import type { Letter } from './compile-letter.ts';
import { headerAddress, headerDate, headerText, quotedPrintable } from './mime.ts';
import { cleanText, fillSlot, type Piece } from './slots.ts';

export type LetterFills = Readonly<Record<string, string | undefined>>;

export interface ReadableLetter {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

const join = (pieces: readonly Piece[], fills: LetterFills): string =>
  pieces.map((piece) => (typeof piece === 'string' ? piece : fillSlot(piece, fills[piece.id]))).join('');

/** The letter as a person sees it: for the preview and the mailbox. */
export const readableLetter = (letter: Letter, fills: LetterFills): ReadableLetter => ({
  subject: join(letter.subject, fills),
  html: join(letter.html, fills),
  text: join(letter.text, fills),
});

export interface LetterHead {
  readonly messageId: string;
  readonly date: Date;
  readonly from: { readonly address: string };
  readonly to: { readonly address: string; readonly name: string };
}

const isAscii = (text: string): boolean => /^[\x00-\x7f]*$/.test(text);

/** The whole message, byte for byte the same each time for the same input. */
export function letterMessage(letter: Letter, head: LetterHead, fills: LetterFills): Buffer {
  let out =
    `From: ${headerAddress(cleanText(letter.sender), head.from.address)}\r\n` +
    `To: ${headerAddress(cleanText(head.to.name), head.to.address)}\r\n` +
    `Subject: ${headerText(join(letter.subject, fills))}\r\n` +
    `Date: ${headerDate(head.date)}\r\nMessage-ID: ${head.messageId}\r\nMIME-Version: 1.0\r\nContent-Language: ${letter.locale}\r\n` +
    'Auto-Submitted: auto-generated\r\nX-Auto-Response-Suppress: OOF, AutoReply\r\n';
  const coded = new Map<string, string>();
  for (const piece of letter.mime) {
    if (typeof piece === 'string') {
      out += piece;
      continue;
    }
    const key = `${piece.slot.context} ${piece.slot.id} ${piece.slot.fallback}`;
    let value = coded.get(key);
    if (value === undefined) {
      value = quotedPrintable(fillSlot(piece.slot, fills[piece.slot.id]));
      coded.set(key, value);
    }
    out += value;
  }
  // All is ASCII, but for an address with other letters (RFC 6532).
  return Buffer.from(out, isAscii(head.to.address) ? 'latin1' : 'utf8');
}
