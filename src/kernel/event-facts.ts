import { isLocale, LOCALE_NAMES } from './locale.ts';

/** One thing that an event says beside who did what: a field with what it was and is, or just what it is. */
export interface EventFact {
  label: string;
  before?: string;
  after: string;
}

/** What is needed to put a detail into words; browser and server bring their own. */
export interface EventReader {
  /** All words of the reader's language, by their whole key. */
  t: ((key: string) => string) & { has(key: string): boolean };
  /** `whole`: with the time of day. */
  say(at: Date, whole: boolean): string;
  count(number: number): string;
  /** Names of the people and groups whom ids mean, as far as they are known. */
  names: Readonly<Record<string, string>>;
}

type Detail = Record<string, unknown>;
/** A list that is longer is cut, with its length. */
const MOST = 20;
const INSTANT = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;
const DAY = /^\d{4}-\d\d-\d\d$/;

/** Where words for a value stand, by the field that holds it. */
const CHOICES: Record<string, string> = {
  role: 'people.roles',
  kind: 'people.kinds',
  source: 'people.sources',
  status: 'people.statuses',
  station: 'people.stations',
  before: 'people.stations',
  columns: 'people',
  act: 'acts.label',
  scopes: 'keys.scopes',
  by: 'audit.ways',
};

/** A recorded detail in words, field by field; a field that nobody has words for keeps its name. */
export function factsOf(detail: Detail, reader: EventReader): EventFact[] {
  const { before, after, ...rest } = detail;
  if (isObject(before) && isObject(after)) {
    const changed = Object.keys(after).filter((field) => said(before[field]) !== said(after[field]));
    return [
      ...changed.flatMap((field) => factOf(field, { before: before[field], after: after[field] }, reader)),
      ...factsOf(rest, reader),
    ];
  }
  return Object.entries(detail).flatMap(([field, value]) => factOf(field, value, reader));
}

/** A fact as a line of text. */
export function factLine({ label, before, after }: EventFact): string {
  return before === undefined ? `${label}: ${after}` : `${label}: ${before} → ${after}`;
}

function factOf(field: string, value: unknown, reader: EventReader): EventFact[] {
  if (!isObject(value)) {
    const after = worded(field, value, reader);
    return value === null || after === '' ? [] : [{ label: labelOf(field, reader), after }];
  }
  if ('after' in value) {
    return [
      { label: labelOf(field, reader), before: worded(field, value.before, reader), after: worded(field, value.after, reader) },
    ];
  }
  return factsOf(value, reader);
}

function labelOf(field: string, { t }: EventReader): string {
  const key = ['audit.fields', 'people', 'person'].map((place) => `${place}.${field}`).find((one) => t.has(one));
  return key === undefined ? field : t(key);
}

function worded(field: string, value: unknown, reader: EventReader): string {
  const { t, say, count, names } = reader;
  if (value === null || value === undefined || value === '') return t('audit.nothing');
  if (Array.isArray(value)) {
    const some = value.slice(0, MOST).map((one) => worded(field, one, reader));
    return value.length > MOST ? `${some.join(', ')} … (${count(value.length)})` : some.join(', ');
  }
  if (typeof value === 'boolean') return t(value ? 'audit.yes' : 'audit.no');
  if (typeof value === 'number') return count(value);
  if (isObject(value) && typeof value.reason === 'string' && typeof value.count === 'number') {
    const key = `welcome.reason.${value.reason}`;
    return `${t.has(key) ? t(key) : value.reason} (${count(value.count)})`;
  }
  if (typeof value !== 'string') return isObject(value) ? JSON.stringify(value) : String(value);
  const choice = CHOICES[field] && `${CHOICES[field]}.${value}`;
  if (choice && t.has(choice)) return t(choice);
  if (field === 'locale' && isLocale(value)) return LOCALE_NAMES[value];
  const isDay = DAY.test(value);
  const at = isDay ? realDate(`${value}T12:00:00Z`, value) : INSTANT.test(value) ? realDate(value, value.slice(0, 19)) : null;
  return at ? say(at, !isDay) : (names[value] ?? value);
}

/** Somebody may have typed a day that no calendar has: that stays the text it is. */
function realDate(text: string, start: string): Date | null {
  const date = new Date(text);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(start) ? date : null;
}

const isObject = (value: unknown): value is Detail => typeof value === 'object' && value !== null && !Array.isArray(value);
const said = (value: unknown): string => JSON.stringify(value ?? null);
