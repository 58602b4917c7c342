/**
 * A compiled letter is a list of fixed pieces and slots. Each slot knows its context, and is filled by the one function
 * that makes any text harmless there.
 */
export type SlotContext =
  /** Text in HTML. */
  | 'html'
  /** A web address in an attribute of HTML. */
  | 'href'
  /** Text in the plain-text part. */
  | 'text'
  /** A web address in the plain-text part. */
  | 'url'
  /** A header line. */
  | 'line';

export interface Slot {
  readonly context: SlotContext;
  readonly id: string;
  readonly fallback: string;
}
export type Piece = string | Slot;

const OPEN = '\ue100';
const CLOSE = '\ue101';
const BETWEEN = '\ue102';

/** Slots as they stand in text while a letter is being rendered: by number, so that no renderer can change them. */
export interface SlotMarks {
  mark(context: SlotContext, id: string, fallback?: string): string;
  split(rendered: string): Piece[];
}

export function slotMarks(): SlotMarks {
  const slots: Slot[] = [];
  return {
    mark(context, id, fallback = '') {
      slots.push({ context, id, fallback });
      return `${OPEN}${slots.length - 1}${BETWEEN}${CLOSE}`;
    },
    split: (rendered) =>
      rendered
        .split(/(\ue100\d+\ue102\ue101)/u)
        .filter((part) => part !== '')
        .map((part) => (part.startsWith(OPEN) ? slots[Number(part.slice(1, -2))] : undefined) ?? part),
  };
}

/** Removes what could pass for one of our marks, and every control, from text that people wrote. */
export const cleanFixed = (text: string): string => cleanText(text).replace(/[\ue000-\uf8ff]/gu, '');

// C0 and C1 controls, line and paragraph separators, and everything that turns the reading direction or hides.
const CONTROLS = /[\u0000-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/gu;
const HARMLESS = /^[\x20-\x7e\u00a0-\u017f]*$/;

/** One line without controls; lone surrogates become the replacement character. */
export function cleanText(text: string): string {
  if (HARMLESS.test(text)) return text.replace(/\s+/g, ' ').trim();
  return text
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .replace(/[\t\r\n\u2028\u2029]+/gu, ' ')
    .replace(CONTROLS, '')
    .replace(/\s+/gu, ' ')
    .trim();
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escapeHtml = (text: string): string =>
  /[&<>"']/.test(text) ? text.replace(/[&<>"']/g, (letter) => ENTITIES[letter] ?? letter) : text;

/** Letters of scripts written from right to left. */
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/u;

/** Only our own links may fill a link's slot: https (or http on a closed network), with nothing that could end an attribute or a line. */
function safeUrl(url: string): string {
  if (!/^https?:\/\/[\x21\x23-\x26\x28-\x3b\x3d\x3f-\x7e]+$/.test(url))
    throw new Error('a letter was to be filled with something that is no link');
  return url;
}

export function fillSlot(slot: Slot, value: string | undefined): string {
  if (slot.context === 'href') return escapeHtml(safeUrl(value ?? ''));
  if (slot.context === 'url') return safeUrl(value ?? '');
  const text = cleanText(value ?? '') || slot.fallback;
  if (slot.context === 'html') return escapeHtml(text);
  if (slot.context === 'text' && RIGHT_TO_LEFT.test(text)) return `\u2068${text}\u2069`;
  return text;
}
