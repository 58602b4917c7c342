import { expect, test } from 'vitest';
import { newSetupCode, plainCode } from './setup-code.ts';

test('a code is three groups of four without look-alikes', () => {
  for (let n = 0; n < 200; n++) expect(newSetupCode()).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$/);
});

test.each(['K7QF-2M0D-9RT1', 'k7qf2m0d9rt1', ' K7QF 2MOD 9RTI ', 'k7qf-2mod-9rtl'])('%s is the same code', (typed) => {
  expect(plainCode(typed)).toBe('K7QF2M0D9RT1');
});
