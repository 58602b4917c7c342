import { randomBytes } from 'node:crypto';

/** Crockford's alphabet: nothing that is read as something else. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const SIGNS = 12;

/** 60 random bits in three groups: short enough to type from a screen into a phone. */
export function newSetupCode(): string {
  const signs = [...randomBytes(SIGNS)].map((byte) => ALPHABET[byte & 31]).join('');
  return signs.replace(/(.{4})(?=.)/g, '$1-');
}

/** The same code however it was typed: small letters, no dashes, O for 0, I or L for 1. */
export function plainCode(typed: string): string {
  return typed
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1');
}
