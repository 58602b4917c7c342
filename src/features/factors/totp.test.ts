import { expect, test } from 'vitest';
import { hotp, keyUri, stepOf, stepOfCode } from './totp.ts';

const SECRET = Buffer.from('12345678901234567890');

test.each(
  ['755224', '287082', '359152', '969429', '338314', '254676', '287922', '162583', '399871', '520489'].map(
    (code, counter) => [counter, code] as const,
  ),
)('RFC 4226, appendix D: counter %i gives %s', (counter, code) => {
  expect(hotp(SECRET, counter)).toBe(code);
});

test.each([
  [59, '94287082'],
  [1111111109, '07081804'],
  [1111111111, '14050471'],
  [1234567890, '89005924'],
  [2000000000, '69279037'],
  [20000000000, '65353130'],
])('RFC 6238, appendix B: second %i gives %s', (seconds, code) => {
  expect(hotp(SECRET, stepOf(new Date(seconds * 1000)), 8)).toBe(code);
});

const now = new Date(1_800_000_000_000);
const at = (steps: number) => hotp(SECRET, stepOf(now) + steps);
test.each([
  [-2, 0, false],
  [-1, 0, true],
  [0, 0, true],
  [1, 0, true],
  [2, 0, false],
  [0, stepOf(now), false],
  [1, stepOf(now), true],
  [-1, stepOf(now) - 1, false],
])('the code of %i steps from now, when step %i was the last taken: %s', (steps, last, taken) => {
  expect(stepOfCode(SECRET, at(steps), now, last)).toBe(taken ? stepOf(now) + steps : undefined);
});

test.each(['', '12345', '1234567', 'abcdef', '      ', '123 456'])('%j is no code', (code) => {
  expect(stepOfCode(SECRET, code, now, 0)).toBeUndefined();
});

test('names with colons and spaces stay names in the QR code', () => {
  expect(keyUri('Zorg: groep', 'a@b.nl', 'ABC')).toBe(
    'otpauth://totp/Zorg%20%20groep:a%40b.nl?secret=ABC&issuer=Zorg%20%20groep&algorithm=SHA1&digits=6&period=30',
  );
});
