import { expect, test } from 'vitest';
import { mentions, withoutTraces, withoutWords } from './traces.ts';

const traces = {
  phrases: ['noor de wit', 'noor@zorg.example', '4711', 'x-1 (b)'],
  names: ['noor', 'de wit'],
  reason: 'Went to sea',
};

test.each([
  ['Replaced by Noor de Wit.', true],
  ['mail NOOR@zorg.example, please', true],
  ['number 4711', true],
  ['number 47110', false],
  ['eleanoor de wit', false],
  ['eleanoor@zorg.example', false],
  ['Noor de Witte', false],
  ['Went to sea', true],
  ['Many went to sea', false],
  ['Noor left', false],
])('%s: %s', (text, named) => {
  expect(mentions(text, traces)).toBe(named);
});

test('what names the person is taken out, however deep, and the rest stays', () => {
  const detail = {
    params: { reason: 'For Noor de Wit' },
    selection: { filter: { q: '4711', role: ['member'] } },
    done: 4711,
    none: null,
  };
  expect(withoutTraces(detail, traces)).toEqual({
    params: { reason: '' },
    selection: { filter: { q: '', role: ['member'] } },
    done: 4711,
    none: null,
  });
});

test.each([
  ['Team of NOOR de Wit (old)', 'Team of … (old)'],
  ['noor@zorg.example / 4711', '… / …'],
  ['Eleanoor', 'Eleanoor'],
  ['47110', '47110'],
  ['the X-1 (B) desk', 'the … desk'],
])('%s without the person: %s', (text, left) => {
  expect(withoutWords(text, traces.phrases)).toBe(left);
});
