import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { mapColumns } from './map-columns.ts';

interface System {
  id: string;
  header: string[];
  map: string[];
  rows: string[][];
}
const { systems } = JSON.parse(readFileSync(new URL('../../../test/fixtures/people-headers.json', import.meta.url), 'utf8')) as {
  systems: System[];
};

describe('the columns of real systems map without a question', () => {
  it.each(systems.map((system) => [system.id, system] as const))('%s', (_, system) => {
    const mapped = mapColumns(system.header, system.rows);
    expect(mapped.map((c) => `${c.header} → ${c.meaning}`)).toEqual(system.header.map((h, i) => `${h} → ${system.map[i]}`));
    expect(mapped.filter((c) => c.confidence === 'guess')).toEqual([]);
  });
});

describe('columns without a known heading', () => {
  it('are known by their values', () => {
    const mapped = mapColumns(
      ['', '', ''],
      [
        ['Jan', 'Vries', 'jan@example.com'],
        ['Piet', 'Smit', 'piet@example.com'],
      ],
    );
    expect(mapped.map((c) => c.meaning)).toEqual(['givenName', 'familyName', 'email']);
  });
  it('are left alone where nothing is known', () => {
    expect(mapColumns(['Schuhgröße'], [['42']])[0]).toMatchObject({ meaning: 'ignore', confidence: 'unknown' });
  });
  it('of two addresses the one with a plain heading leads', () => {
    const mapped = mapColumns(['Zorggroep e-mail adres 2024', 'E-mail'], [['a@example.com', 'b@example.com']]);
    expect(mapped.map((c) => c.meaning)).toEqual(['secondaryEmail', 'email']);
  });
});
