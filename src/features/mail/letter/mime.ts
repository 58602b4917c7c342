/** MIME by hand, so that everything that is the same for everybody is encoded once. RFC 5322, 2045 to 2047, 6532. */

const PLAIN = /^[\x20-\x7e]*$/;

/** Characters of quoted-printable per line, soft break included (RFC 2045 6.7). */
const QP_LINE = 76;
const HEX = Array.from({ length: 256 }, (_, byte) => `=${byte.toString(16).toUpperCase().padStart(2, '0')}`);

const isLiteral = (byte: number) => byte >= 33 && byte <= 126 && byte !== 61;

/**
 * Quoted-printable of a piece that stands between soft breaks: it ends without a line break of its own unless the text
 * does, so that pieces can be encoded apart and joined by `=\r\n`.
 */
export function quotedPrintable(text: string): string {
  const bytes = Buffer.from(text.replace(/\r\n?/g, '\n'), 'utf8');
  let out = '';
  let column = 0;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0;
    if (byte === 10) {
      out += '\r\n';
      column = 0;
      continue;
    }
    const next = bytes[at + 1];
    const space = (byte === 32 || byte === 9) && next !== undefined && next !== 10;
    // A dot or "From" at a line's start is changed by careless relays.
    const guarded = column === 0 && (byte === 46 || byte === 70);
    const coded = (isLiteral(byte) && !guarded) || space ? String.fromCharCode(byte) : (HEX[byte] ?? '');
    if (column + coded.length > QP_LINE - 1) {
      out += '=\r\n';
      column = 0;
    }
    out += coded;
    column += coded.length;
  }
  return out;
}

/** Between two pieces of quoted-printable. */
export const SOFT_BREAK = '=\r\n';

/** Text in a header: as it is, or in encoded words of at most 75 characters, folded. */
export function headerText(text: string): string {
  if (PLAIN.test(text) && text.length <= 60 && !text.includes('=?')) return text;
  const words: string[] = [];
  let part = '';
  let bytes = 0;
  for (const letter of text) {
    const size = Buffer.byteLength(letter);
    if (bytes + size > 42) {
      words.push(part);
      part = '';
      bytes = 0;
    }
    part += letter;
    bytes += size;
  }
  if (part !== '') words.push(part);
  return words.map((word) => `=?UTF-8?B?${Buffer.from(word).toString('base64')}?=`).join('\r\n ');
}

/** `Name <address>`; the address must already be checked, and is checked again for what could end a line or a bracket. */
export function headerAddress(name: string, address: string): string {
  if (/[\s<>"(),:;\\\u0000-\u001f\u007f-\u009f]/u.test(address) || address.split('@').length !== 2)
    throw new Error('this is no address that a header can hold');
  if (name === '') return `<${address}>`;
  const shown =
    /^[A-Za-z0-9 !#$%&'*+/=?^_`{|}~-]*$/.test(name) && name.length <= 60 && !name.includes('=?')
      ? name
      : PLAIN.test(name) && name.length <= 60
        ? `"${name.replace(/["\\]/g, '\\$&')}"`
        : headerText(name);
  return `${shown}${shown.length + address.length > 65 ? '\r\n ' : ' '}<${address}>`;
}

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const two = (value: number) => String(value).padStart(2, '0');

/** RFC 5322 3.3, in UTC. */
export const headerDate = (at: Date): string =>
  `${DAYS[at.getUTCDay()]}, ${two(at.getUTCDate())} ${MONTHS[at.getUTCMonth()]} ${at.getUTCFullYear()} ${two(at.getUTCHours())}:${two(at.getUTCMinutes())}:${two(at.getUTCSeconds())} +0000`;
