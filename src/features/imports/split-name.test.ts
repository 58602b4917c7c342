import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitFamilyName, splitFullName } from './split-name.ts';

describe('one column with a whole name', () => {
  it.each([
    ['Jan de Vries', 'Jan', 'de', 'Vries'],
    ['Vries, Jan de', 'Jan', 'de', 'Vries'],
    ['de Vries, Jan', 'Jan', 'de', 'Vries'],
    ['Anna van der Berg', 'Anna', 'van der', 'Berg'],
    ['Berg, Anna van der', 'Anna', 'van der', 'Berg'],
    ["Naud 't Vink", 'Naud', "'t", 'Vink'],
    ["Pim in 't Veld", 'Pim', "in 't", 'Veld'],
    ['Rocky Mann', 'Rocky', '', 'Mann'],
    ['Lueilwitz, Darlene', 'Darlene', '', 'Lueilwitz'],
    ['Von, Thomas', 'Thomas', '', 'Von'],
    ['Ursula von der Leyen', 'Ursula', 'von der', 'Leyen'],
    ['Karl-Theodor Maria zu Guttenberg', 'Karl-Theodor Maria', 'zu', 'Guttenberg'],
    ['Ana María de la Cruz', 'Ana María', 'de la', 'Cruz'],
    ['Ruiz, Ana', 'Ana', '', 'Ruiz'],
    ['Fay Roe (1004)', 'Fay', '', 'Roe'],
    ['Jan de Vries (jan@example.com)', 'Jan', 'de', 'Vries'],
    ['Sammy Davis Jr.', 'Sammy', '', 'Davis Jr.'],
    ['Dr. Eva Klein', 'Eva', '', 'Klein'],
    ['Madonna', 'Madonna', '', ''],
    ["Nickolas O'Hara-Jerde", 'Nickolas', '', "O'Hara-Jerde"],
    ['Mary Ann Smith', 'Mary Ann', '', 'Smith'],
    ['Peter Van Dyke', 'Peter Van', '', 'Dyke'],
    ['', '', '', ''],
  ])('%s', (text, firstName, namePrefix, lastName) => {
    expect(splitFullName(text)).toEqual({ firstName, namePrefix, lastName });
  });

  it('loses no letter of "First Last" and "Last, First"', () => {
    // A title in front is left out on purpose, so it is no first name.
    const titles = /^(?:mr|mrs|ms|mx|dr|prof|herr|frau|dhr|mevr|mw|drs|ir|ing|mag)$/i;
    const word = fc.stringMatching(/^[A-Z][a-z]{1,8}$/).filter((name) => !titles.test(name));
    fc.assert(
      fc.property(word, word, fc.constantFrom('', 'de', 'van der', "'t", 'von'), (first, last, prefix) => {
        const parts = { firstName: first, namePrefix: prefix, lastName: last };
        expect(splitFullName([first, prefix, last].filter(Boolean).join(' '))).toEqual(parts);
        expect(splitFullName(`${last}, ${[first, prefix].filter(Boolean).join(' ')}`)).toEqual(parts);
        expect(splitFullName(`${[prefix, last].filter(Boolean).join(' ')}, ${first}`)).toEqual(parts);
      }),
    );
  });
});

describe('a family name with its particle in front', () => {
  it.each([
    ['de Vries', 'de', 'Vries'],
    ['van den Broek', 'van den', 'Broek'],
    ['Vries, de', 'de', 'Vries'],
    ['Müller-Ōtani', '', 'Müller-Ōtani'],
    ['den', '', 'den'],
    ['De Vries', '', 'De Vries'],
    ['Smit; senior', '', 'Smit; senior'],
  ])('%s', (text, namePrefix, lastName) => {
    expect(splitFamilyName(text)).toEqual({ namePrefix, lastName });
  });
});
