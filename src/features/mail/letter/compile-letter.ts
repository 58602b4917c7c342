import { createHash } from 'node:crypto';
import type { TemplateContent } from '../../../contract/mail-template.ts';
import type { Locale } from '../../../kernel/locale.ts';
import { type LinkWords, letterHtml, lineMarks } from './letter-html.tsx';
import type { LetterBrand } from './letter-look.ts';
import { letterText } from './letter-text.ts';
import { quotedPrintable, SOFT_BREAK } from './mime.ts';
import { type Piece, type Slot, slotMarks } from './slots.ts';

/** A letter compiled once per version, language and brand; filled per person in about a tenth of a millisecond. */
export interface Letter {
  readonly locale: Locale;
  readonly sender: string;
  readonly subject: readonly Piece[];
  readonly html: readonly Piece[];
  readonly text: readonly Piece[];
  /** The body as MIME, everything fixed already encoded, from the Content-Type line on. */
  readonly mime: readonly MimePiece[];
}

export interface MimeSlot {
  readonly slot: Slot;
}
export type MimePiece = string | MimeSlot;

export interface LetterSource {
  readonly content: TemplateContent;
  readonly locale: Locale;
  readonly brand: LetterBrand;
  readonly words: LinkWords;
  readonly picture: boolean;
}

/** Largest HTML part: above it, Gmail cuts a mail off. */
export const HTML_LIMIT_BYTES = 90_000;

/** @throws when the HTML would be cut off by mail programs; a checked template is far below that. */
export async function compileLetter({ content, locale, brand, words, picture }: LetterSource): Promise<Letter> {
  const marks = slotMarks();
  const parts = { locale, brand, words, picture, preheader: content.preheader, body: content.body.content };
  const rendered = await letterHtml(parts, marks);
  if (Buffer.byteLength(rendered) > HTML_LIMIT_BYTES) throw new Error('the letter is larger than mail programs show');
  const html = marks.split(rendered);
  const text = marks.split(letterText(parts, marks));
  const subject = marks.split(lineMarks(content.subject, 'line', marks).trim());
  const boundary = `=_w${createHash('sha256').update(rendered).digest('hex').slice(0, 24)}`;
  const part = (type: string) =>
    `--${boundary}\r\nContent-Type: ${type}; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n`;
  const mime: MimePiece[] = joined([
    `Content-Type: multipart/alternative; boundary="${boundary}"\r\n\r\n`,
    part('text/plain'),
    ...encoded(text),
    '\r\n',
    part('text/html'),
    ...encoded(html),
    `\r\n--${boundary}--\r\n`,
  ]);
  return { locale, sender: brand.name, subject, html, text, mime };
}

function encoded(pieces: readonly Piece[]): MimePiece[] {
  return pieces.flatMap((piece, at): MimePiece[] => {
    const open = at < pieces.length - 1 ? [SOFT_BREAK] : [];
    return [typeof piece === 'string' ? quotedPrintable(piece) : { slot: piece }, ...open];
  });
}

function joined(pieces: readonly MimePiece[]): MimePiece[] {
  const out: MimePiece[] = [];
  for (const piece of pieces) {
    const last = out.at(-1);
    if (typeof piece === 'string' && typeof last === 'string') out[out.length - 1] = last + piece;
    else out.push(piece);
  }
  return out;
}
