import type { Endpoint } from '../../../src/contract/core.ts';
import { newId } from '../../../src/kernel/ids.ts';
import type { randomFrom } from '../../harness/amount.ts';
import type { Body } from './rows.ts';

type Random = ReturnType<typeof randomFrom>;

/** A call that is right in every respect. */
export interface RightCall {
  endpoint: Endpoint;
  method: string;
  path: string;
  sent: Body;
}

const deep = (depth: number): unknown => Array.from({ length: depth }).reduce<unknown>((inner) => ({ a: [inner] }), 1);

/** What nobody types into a field. */
const ODD: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1.5,
  1e308,
  2 ** 53,
  '',
  ' ',
  'x'.repeat(5_000),
  '\ud800',
  '💥',
  '\u202ekat',
  '../../etc/passwd',
  "'; drop table users; --",
  '%00',
  '{{constructor}}',
  [],
  {},
  [[]],
  [null],
  deep(40),
  { constructor: { prototype: { admin: true } } },
  '00000000-0000-0000-0000-000000000000',
  'NaN',
  '2026-02-31',
  '9999-12-31',
  '0000-00-00T00:00:00Z',
  'a@b@c',
  '@',
];

/** One thing in a body is other than it should be. */
export function mutated(random: Random, value: unknown): unknown {
  if (random.next() < 0.12 || typeof value !== 'object' || value === null) return random.pick(ODD);
  if (Array.isArray(value)) {
    if (value.length === 0 || random.next() < 0.2) return [...value, random.pick(ODD)];
    if (random.next() < 0.1) return Array.from({ length: 11_000 }, () => value[0]);
    const at = random.below(value.length);
    return value.map((one, index) => (index === at ? mutated(random, one) : one));
  }
  const entries = Object.entries(value);
  const what = random.next();
  if (what < 0.1) return { ...value, [random.pick(['admin', 'tenantId', 'toString', 'role', 'id'])]: random.pick(ODD) };
  if (entries.length === 0) return random.pick(ODD);
  const at = random.below(entries.length);
  if (what < 0.25) return Object.fromEntries(entries.filter((_entry, index) => index !== at));
  return Object.fromEntries(entries.map(([name, one], index) => [name, index === at ? mutated(random, one) : one]));
}

/** So deep that reading it takes longer than anything else here: made once, and read once by whoever may. */
const NESTED = Buffer.from(`${'['.repeat(20_000)}${']'.repeat(20_000)}`);
const NESTED_VALUE: unknown = JSON.parse(NESTED.toString());

/** What such bytes say. @throws SyntaxError */
export const jsonOf = (body: Buffer): unknown => (body === NESTED ? NESTED_VALUE : JSON.parse(body.toString('utf8')));

/** A body as bytes: mostly JSON, sometimes hardly. */
export function mutatedText(random: Random, body: unknown): Buffer {
  const text = JSON.stringify(body ?? {});
  switch (random.below(12)) {
    case 0:
      return Buffer.from(text.slice(0, random.below(text.length)));
    case 1:
      return Buffer.concat([Buffer.from(text.slice(0, 5)), Buffer.from([0xff, 0xfe, 0xc0, 0x80]), Buffer.from(text.slice(5))]);
    case 2:
      return Buffer.from(text.replace('{', '{"__proto__":{"role":"owner"},'));
    case 3:
      return Buffer.from(text.replace(/^\{("\w+":)/, '{$1null,$1'));
    case 4:
      return NESTED;
    case 5:
      return Buffer.from(text.replace(/"([^"]*)"\}?$/, '"$1\\u0000"}'));
    case 6:
      return Buffer.from(text.replace(/"(\w)/, '"\0$1'));
    default:
      return Buffer.from(JSON.stringify(mutated(random, body ?? {})) ?? 'null');
  }
}

export const ODD_PARTS = [
  '%00',
  '%ff',
  '..%2f..',
  'null',
  '-1',
  "'",
  '%F0%9F%92%A5',
  'x'.repeat(2_000),
  '%',
  'a%0d%0ab',
  '__proto__',
];

/** A right call in which something is other than it should be. */
export function oddCall(random: Random, { endpoint, method, path, sent: right }: RightCall) {
  const parts = path.split('/');
  const changeable = endpoint.path.split('/').flatMap((part, at) => (part.startsWith(':') ? [at + API_DEPTH] : []));
  const hasMore = method !== 'GET' || endpoint.query;
  if (changeable.length && random.next() < (hasMore ? 0.15 : 0.5)) parts[random.pick(changeable)] = random.pick(ODD_PARTS);
  const own = right.query ? `?${right.query}` : '';
  const isOdd = random.next() < (endpoint.query ? 0.8 : method === 'GET' ? 0.5 : 0);
  const body =
    method === 'GET' ? undefined : right.raw !== undefined ? oddBytes(random, right.raw) : mutatedText(random, right.json);
  return { path: parts.join('/'), query: isOdd ? `?${oddQuery(random, endpoint.query)}` : own, body };
}
/** How deep the paths of the contract stand: /api/v1. */
const API_DEPTH = 2;

function oddQuery(random: Random, shape: unknown): string {
  const names = Object.keys((shape as { shape?: Record<string, unknown> } | undefined)?.shape ?? {});
  const name = random.next() < 0.9 && names.length ? random.pick(names) : random.pick(['__proto__', 'constructor', 'x[]', '%00']);
  const value = random.pick([
    ...ODD_PARTS,
    '',
    'true',
    '99999999999',
    '2026-01-01T00:00:00Z',
    newId(),
    'eyJ4IjoxfQ',
    '["a","b"]',
    'W10',
  ]);
  return random.next() < 0.1 ? `${name}=${value}&${name}=${value}` : `${name}=${value}`;
}

function oddBytes(random: Random, raw: string | Uint8Array): Buffer {
  const bytes = Buffer.from(raw as string);
  for (let n = random.below(8); n >= 0; n--) bytes[random.below(bytes.length)] = random.below(256);
  return random.next() < 0.3 ? bytes.subarray(0, random.below(bytes.length)) : bytes;
}
