import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { AUDIT_EVENTS } from '../../src/features/audit/index.ts';
import { LOCALES } from '../../src/kernel/locale.ts';
import { projectRoot } from '../../src/main/project-root.ts';
import { LABELS } from './labels.ts';
import { SAME_IN_SOME } from './same-words.ts';

type Tree = { [key: string]: string | Tree };

const read = (locale: string) => JSON.parse(readFileSync(join(projectRoot, 'locales', `${locale}.json`), 'utf8')) as Tree;
const flat = (tree: Tree, prefix = ''): [string, string][] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[prefix + key, value] as [string, string]] : flat(value, `${prefix}${key}.`),
  );
const words = Object.fromEntries(LOCALES.map((locale) => [locale, new Map(flat(read(locale)))]));
const english = words.en!;

/** The names of the arguments of an ICU message, and of its tags. */
const placeholders = (message: string) =>
  [...new Set([...message.matchAll(/\{\s*(\w+)\s*[,}]|<(\w+)>/g)].map((match) => match[1] ?? `<${match[2]}>`))].sort();

test.each(['nl', 'de'])('%s has every word of English, and no other', (locale) => {
  expect([...words[locale]!.keys()].sort()).toEqual([...english.keys()].sort());
});

test.each(['nl', 'de'])('%s uses the same placeholders', (locale) => {
  const differing = [...english].filter(
    ([key, text]) => placeholders(text).join() !== placeholders(words[locale]!.get(key) ?? '').join(),
  );
  expect(differing.map(([key]) => key)).toEqual([]);
});

test('no word is the same in two languages, but for a short list', () => {
  const same = [...english].filter(([key, text]) => {
    const [en, nl, de] = [text, words.nl!.get(key), words.de!.get(key)];
    const hasWords = /\p{L}{2}/u.test(en.replace(/\{[^}]*\}/g, ''));
    return hasWords && (en === nl || en === de || nl === de) && !SAME_IN_SOME.has(en) && !SAME_IN_SOME.has(nl ?? '');
  });
  expect(same.map(([key, text]) => `${key}: ${text}`)).toEqual([]);
});

test('nobody is shouted at, and nothing is done "successfully"', () => {
  const wrong = LOCALES.flatMap((locale) =>
    [...words[locale]!]
      .filter(([, text]) => /!(?!\})|successfully|succesvol|erfolgreich/i.test(text))
      .map(([key, text]) => `${locale} ${key}: ${text}`),
  );
  expect(wrong).toEqual([]);
});

test.each(LABELS)('the label "%s" stands in all three languages, word for word', (en, nl, de) => {
  const keys = [...english].filter(([, text]) => text === en).map(([key]) => key);
  const translated = keys.filter((key) => words.nl!.get(key) === nl && words.de!.get(key) === de);
  expect(translated.length, `no key reads ${en} / ${nl} / ${de}; found ${keys.join(', ') || 'none'}`).toBeGreaterThan(0);
});

test('every recorded event has a name that people read', () => {
  expect(AUDIT_EVENTS.filter((event) => !english.has(`audit.events.${event}`))).toEqual([]);
});

test('why somebody is left out of an act is said of one, and of any number', () => {
  const under = (prefix: string) =>
    [...english.keys()].filter((key) => key.startsWith(prefix)).map((key) => key.slice(prefix.length));
  expect(under('acts.skipped.')).toEqual(under('acts.skip.'));
  for (const locale of LOCALES)
    for (const key of under('acts.skipped.'))
      expect(words[locale]!.get(`acts.skipped.${key}`)).toMatch(/^\{count, plural, one \{# .+\} other \{# .+\}\}$/);
});

test('every locale file is one of a language we know', () => {
  expect(readdirSync(join(projectRoot, 'locales')).sort()).toEqual(LOCALES.map((locale) => `${locale}.json`).sort());
});
