import { base32, hashSecret, randomSecret } from '../../platform/secrets.ts';

/** `wk_` + 52 characters of secret + 6 of checksum: scanners recognise a leaked one, and a mistyped one is refused unseen. */
const SHAPE = /^wk_([a-z2-7]{52})([a-z2-7]{6})$/;

const checksum = (secret: string): string => base32(Buffer.from(hashSecret(`wk_${secret}`), 'hex')).slice(0, 6);

export function newKey(): { key: string; prefix: string; hash: string } {
  const secret = randomSecret();
  const key = `wk_${secret}${checksum(secret)}`;
  return { key, prefix: key.slice(0, 9), hash: hashSecret(key) };
}

/** What a key is looked up by; undefined where the text cannot be one of ours. */
export function keyHash(text: string): string | undefined {
  const [, secret, sum] = SHAPE.exec(text) ?? [];
  return secret && checksum(secret) === sum ? hashSecret(text) : undefined;
}
