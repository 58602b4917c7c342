/** What a dropped file is, by its first bytes and never by its name. */
export type FileKind =
  | 'text'
  | 'empty'
  | 'xlsx'
  | 'xls'
  | 'ods'
  | 'zip'
  | 'pdf'
  | 'html'
  | 'image'
  | 'json'
  | 'ldif'
  | 'vcard'
  | 'binary';

const starts = (bytes: Uint8Array, ...signature: number[]) => signature.every((byte, i) => bytes[i] === byte);
const ascii = (bytes: Uint8Array, from = 0, to = 4096) => String.fromCharCode(...bytes.subarray(from, to));

function zipKind(bytes: Uint8Array): FileKind {
  const text = ascii(bytes);
  if (/xl\/|\[Content_Types\]\.xml/.test(text)) return 'xlsx';
  if (text.includes('opendocument.spreadsheet')) return 'ods';
  return 'zip';
}

/** Looks at the first 4,096 bytes (fewer where the file is shorter). */
export function fileKind(head: Uint8Array): FileKind {
  if (head.length === 0) return 'empty';
  if (starts(head, 0x50, 0x4b)) return zipKind(head);
  if (starts(head, 0xd0, 0xcf, 0x11, 0xe0)) return 'xls';
  if (starts(head, 0x25, 0x50, 0x44, 0x46)) return 'pdf';
  if (starts(head, 0x89, 0x50, 0x4e, 0x47) || starts(head, 0xff, 0xd8, 0xff) || starts(head, 0x47, 0x49, 0x46, 0x38))
    return 'image';
  if (
    starts(head, 0x1f, 0x8b) ||
    starts(head, 0x7f, 0x45, 0x4c, 0x46) ||
    starts(head, 0x4d, 0x5a) ||
    starts(head, 0x52, 0x61, 0x72, 0x21)
  )
    return 'binary';
  if (isUtf16(head)) return 'text';
  const text = ascii(head).replace(/^ï»¿/, '').trimStart();
  if (!text.replace(/[\s,;\t|"]/g, '')) return head.length < 4096 ? 'empty' : 'text';
  if (/^(<!doctype html|<html|<\?xml|<table|<head|<body)/i.test(text)) return 'html';
  if (/^(\{[\s\S]*"|\[\s*\{)/.test(text)) return 'json';
  if (/^(#.*\s+)*(version:\s*\d+\s+)?dn::?\s/i.test(text)) return 'ldif';
  if (/^BEGIN:VCARD/i.test(text)) return 'vcard';
  return controlShare(head) > 0.05 ? 'binary' : 'text';
}

function isUtf16(head: Uint8Array): boolean {
  if (starts(head, 0xff, 0xfe) || starts(head, 0xfe, 0xff)) return true;
  return nulPattern(head) !== undefined;
}

/** UTF-16 without a mark: nearly every second byte is NUL, always on the same side. */
export function nulPattern(head: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  let even = 0;
  let odd = 0;
  for (let i = 0; i < head.length; i++) {
    if (head[i] === 0) {
      if (i % 2) odd++;
      else even++;
    }
  }
  const half = head.length / 2;
  if (half < 2) return undefined;
  if (odd > half * 0.4 && even < half * 0.05) return 'utf-16le';
  if (even > half * 0.4 && odd < half * 0.05) return 'utf-16be';
  return undefined;
}

function controlShare(head: Uint8Array): number {
  let controls = 0;
  for (const byte of head) if (byte < 9 || (byte > 13 && byte < 32) || byte === 127) controls++;
  return controls / head.length;
}
