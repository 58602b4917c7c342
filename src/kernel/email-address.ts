/**
 * E-mail addresses: one grammar for every door. WHATWG `input type=email`, with letters beyond ASCII allowed in the
 * local part (RFC 6531) and internationalised domains (UTS 46). Quoted local parts, comments, routes and address
 * literals are refused: they are how mail gets redirected, and nobody's work address has them.
 */
export type EmailProblem = 'empty' | 'noAt' | 'severalAts' | 'badLocalPart' | 'badDomain' | 'noTopLevel' | 'tooLong' | 'space';

export type ParsedEmail = { ok: true; address: string; key: string; domain: string } | { ok: false; problem: EmailProblem };

const LOCAL = /^[\p{L}\p{N}\p{M}!#$%&'*+/=?^_`{|}~-]+(?:\.[\p{L}\p{N}\p{M}!#$%&'*+/=?^_`{|}~-]+)*$/u;
const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

const fail = (problem: EmailProblem): ParsedEmail => ({ ok: false, problem });

/** The A-label (ASCII) form of a domain, or undefined where it is none. */
function domainToAscii(domain: string): string | undefined {
  if (!/^[\p{L}\p{N}\p{M}.\-\u3002]+$/u.test(domain)) return undefined;
  try {
    return new URL(`http://${domain}`).hostname;
  } catch {
    return undefined;
  }
}

/**
 * @returns `address` as given (trimmed; mail goes to exactly this), and `key`: NFC, lower case, A-label domain, by which
 * an address is unique in a tenant. Dots and plus parts are never stripped.
 */
export function parseEmailAddress(text: string): ParsedEmail {
  const address = text.trim().normalize('NFC');
  if (!address) return fail('empty');
  if (/\s/u.test(address)) return fail('space');
  const at = address.indexOf('@');
  if (at < 0) return fail('noAt');
  if (at !== address.lastIndexOf('@')) return fail('severalAts');
  const local = address.slice(0, at);
  const domain = domainToAscii(address.slice(at + 1));
  if (!LOCAL.test(local)) return fail('badLocalPart');
  if (!domain) return fail('badDomain');
  const labels = domain.split('.');
  if (!labels.every((label) => LABEL.test(label))) return fail('badDomain');
  if (labels.length < 2 || /^\d+$/.test(labels.at(-1)!)) return fail('noTopLevel');
  const octets = new TextEncoder().encode(local).length;
  if (octets > 64 || octets + 1 + domain.length > 254) return fail('tooLong');
  return { ok: true, address, key: `${local.toLowerCase().normalize('NFC')}@${domain}`, domain };
}
