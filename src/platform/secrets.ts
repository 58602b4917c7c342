import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The installation's key, used only through these functions; the key itself never leaves this module's closure. */
export interface Secrets {
  /** HMAC-SHA-256 under a key of its own for each purpose: 32 bytes. Parts are length-prefixed, so none can flow into another. */
  mac(purpose: string, ...parts: string[]): Buffer;
  /** AES-256-GCM; `context` (table, column, tenant, row) must be the same to open it again. */
  seal(text: string, context: string): string;
  open(sealed: string, context: string): string;
  /** Stands in the database; another key refuses to start. */
  fingerprint: string;
}

export function makeSecrets(key: string): Secrets {
  const derive = (purpose: string) => Buffer.from(hkdfSync('sha256', key, 'welkom', purpose, 32));
  const keys = new Map<string, Buffer>();
  const keyFor = (purpose: string) => {
    const known = keys.get(purpose) ?? derive(purpose);
    keys.set(purpose, known);
    return known;
  };
  return {
    mac(purpose, ...parts) {
      const mac = createHmac('sha256', keyFor(`mac:${purpose}`));
      for (const part of parts) mac.update(`${Buffer.byteLength(part)}:`).update(part);
      return mac.digest();
    },
    seal(text, context) {
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', keyFor('seal'), nonce).setAAD(Buffer.from(context));
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return `v1.${Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url')}`;
    },
    open(sealed, context) {
      const bytes = Buffer.from(sealed.replace(/^v1\./, ''), 'base64url');
      const decipher = createDecipheriv('aes-256-gcm', keyFor('seal'), bytes.subarray(0, 12)).setAAD(Buffer.from(context));
      decipher.setAuthTag(bytes.subarray(12, 28));
      return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
    },
    fingerprint: createHmac('sha256', derive('fingerprint')).update('welkom').digest('hex').slice(0, 32),
  };
}

/** A 256-bit random secret as text that survives mails, addresses and double clicks. */
export function randomSecret(bytes = 32): string {
  return base32(randomBytes(bytes));
}

/** SHA-256 in hex: how a long random secret is kept. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

export function equalSecrets(a: string, b: string): boolean {
  const [x, y] = [createHash('sha256').update(a).digest(), createHash('sha256').update(b).digest()];
  return timingSafeEqual(x, y);
}

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567';

/** RFC 4648 base32, lower case, without padding: never ends in punctuation. */
export function base32(bytes: Uint8Array): string {
  let out = '';
  let buffer = 0;
  let bits = 0;
  for (const byte of bytes) {
    buffer = ((buffer << 8) | byte) & 0xffff;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      out += ALPHABET[(buffer >> bits) & 31];
    }
  }
  return bits > 0 ? out + ALPHABET[(buffer << (5 - bits)) & 31] : out;
}

/** The given key, or the one in the data folder, made there on the first start (readable by the owner only). */
export function loadKey(given: string | null, dataDir: string): string {
  return given ?? readOrMake(join(dataDir, 'secret.key'), () => randomBytes(32).toString('base64url'));
}

/** The line in a file, written there once: of two processes that make it at the same moment the first one's counts. */
export function readOrMake(path: string, make: () => string): string {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  mkdirSync(dirname(path), { recursive: true });
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  writeFileSync(draft, `${make()}\n`, { mode: 0o600 });
  try {
    // Linked whole: nobody ever reads half a line.
    linkSync(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    unlinkSync(draft);
  }
  return readFileSync(path, 'utf8').trim();
}
