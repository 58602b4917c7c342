import { createHmac, timingSafeEqual } from 'node:crypto';

const STEP_SECONDS = 30;
const DIGITS = 6;
/** A code of the step before or after counts too: clocks differ, and typing takes time. */
const DRIFT = 1;

/** RFC 4226 §5.3. */
export function hotp(secret: Uint8Array, counter: number, digits = DIGITS): string {
  const moving = Buffer.alloc(8);
  moving.writeBigUInt64BE(BigInt(counter));
  const mac = createHmac('sha1', secret).update(moving).digest();
  const offset = mac[mac.length - 1]! & 0x0f;
  const number = mac.readUInt32BE(offset) & 0x7fffffff;
  return String(number % 10 ** digits).padStart(digits, '0');
}

/** The number of the time step (RFC 6238 §4.2). */
export const stepOf = (now: Date): number => Math.floor(now.getTime() / 1000 / STEP_SECONDS);

/** The step whose code this is, looked for only after `lastStep`: a code that was taken once is none any more. */
export function stepOfCode(secret: Uint8Array, code: string, now: Date, lastStep: number): number | undefined {
  const current = stepOf(now);
  let found: number | undefined;
  for (let step = current - DRIFT; step <= current + DRIFT; step++) {
    const fits = timingSafeEqual(Buffer.from(hotp(secret, step)), Buffer.from(code.padEnd(DIGITS).slice(0, DIGITS)));
    if (fits && code.length === DIGITS && step > lastStep) found ??= step;
  }
  return found;
}

/** What the QR code says to the app; the words of the key URI format. */
export function keyUri(environment: string, account: string, secret: string): string {
  const [issuer, name] = [environment.replaceAll(':', ' '), account.replaceAll(':', ' ')].map(encodeURIComponent);
  return `otpauth://totp/${issuer}:${name}?secret=${secret}&issuer=${issuer}&algorithm=SHA1&digits=${DIGITS}&period=${STEP_SECONDS}`;
}
