import { describe, expect, test } from 'vitest';
import { AA, brandFrom, brandVariables } from './brand.ts';
import { contrast, fromOklch, parseHex, toOklch } from './colour.ts';

const brands = [
  '#1e5b49',
  '#ffffff',
  '#000000',
  '#ffff00',
  '#00ff00',
  '#ff0000',
  '#0000ff',
  '#808080',
  '#767676',
  '#e30613',
  '#f39200',
  '#009fe3',
  '#e6007e',
  '#ffcc00',
  '#7fba00',
  '#5c2d91',
  '#bdbdbd',
  '#123',
  '#0a7cff',
  '#ff6f61',
];

describe('a brand colour', () => {
  test.each(brands)('%s can be read in both schemes, as words and under words', (given) => {
    const brand = brandFrom(given);
    if (brand === null) throw new Error('a brand expected');
    for (const [scheme, paper, card] of [
      [brand.light, '#faf9f5', '#ffffff'],
      [brand.dark, '#121715', '#1a211e'],
    ] as const) {
      expect(contrast(scheme.on, scheme.fill)).toBeGreaterThanOrEqual(AA);
      expect(contrast(scheme.on, scheme.hover)).toBeGreaterThanOrEqual(AA);
      for (const surface of [paper, card, scheme.soft]) {
        expect(contrast(scheme.text, surface)).toBeGreaterThanOrEqual(AA);
      }
    }
  });

  test('stays exactly as given where it can', () => {
    expect(brandFrom('#5C2D91')?.light.fill).toBe('#5c2d91');
  });

  test('that is no colour gives nothing', () => {
    expect(brandFrom('evergreen')).toBeNull();
    expect(brandVariables('url(x)')).toEqual({});
  });

  test('of ours needs no variables', () => {
    expect(brandVariables('#1E5B49')).toEqual({});
    expect(brandVariables(null)).toEqual({});
  });
});

describe('colour arithmetic', () => {
  test.each(['#1e5b49', '#ff0000', '#010203', '#fefefe'])('%s goes to OKLCH and back', (hex) => {
    expect(fromOklch(toOklch(hex))).toBe(hex);
  });
  test('three digits are six', () => {
    expect(parseHex('Fa3')).toBe('#ffaa33');
    expect(parseHex('#12345')).toBeNull();
  });
});
