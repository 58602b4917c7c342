import { isUuid } from '../kernel/ids.ts';

/**
 * The part of an address after `?`, as people would write it: `status=invited,expired&q=jan`. Values are strings; a page's
 * `validateSearch` makes them what it needs, with the readers below.
 */
export type RawSearch = Record<string, string>;

export function parseSearch(text: string): RawSearch {
  return Object.fromEntries(new URLSearchParams(text));
}

export function stringifySearch(search: Record<string, unknown>): string {
  const parts = Object.entries(search).flatMap(([name, value]) => {
    if (value === undefined || value === null || value === '' || value === false) return [];
    const text = Array.isArray(value) ? value.map(escapeComma).join(',') : value === true ? '1' : String(value);
    return text === ''
      ? []
      : [`${encodeURIComponent(name)}=${encodeURIComponent(text).replaceAll('%2C', ',').replaceAll('%3A', ':')}`];
  });
  return parts.length === 0 ? '' : `?${parts.join('&')}`;
}

const escapeComma = (value: unknown): string => String(value).replaceAll('\\', '\\\\').replaceAll(',', '\\,');

/** One text, or undefined. */
export function text(search: Record<string, unknown>, name: string): string | undefined {
  const value = search[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Several texts; a comma inside a value is written `\,`. */
export function texts(search: Record<string, unknown>, name: string): string[] | undefined {
  const value = search[name];
  if (Array.isArray(value)) return value.length > 0 ? value.map(String) : undefined;
  if (typeof value !== 'string' || value === '') return undefined;
  const found = [...value.matchAll(/(?:\\.|[^,\\])+/g)].map((match) => match[0].replaceAll(/\\(.)/g, '$1'));
  return found.length > 0 ? found : undefined;
}

/** Only what is in the list of choices. */
export function choices<const T extends string>(
  search: Record<string, unknown>,
  name: string,
  allowed: readonly T[],
): T[] | undefined {
  const found = texts(search, name)?.filter((value): value is T => (allowed as readonly string[]).includes(value));
  return found !== undefined && found.length > 0 ? found : undefined;
}

export function choice<const T extends string>(
  search: Record<string, unknown>,
  name: string,
  allowed: readonly T[],
): T | undefined {
  return choices(search, name, allowed)?.[0];
}

/** Only ids. */
export function ids(search: Record<string, unknown>, name: string): string[] | undefined {
  const found = texts(search, name)?.filter(isUuid);
  return found !== undefined && found.length > 0 ? found : undefined;
}

/** A day as `YYYY-MM-DD`. */
export function day(search: Record<string, unknown>, name: string): string | undefined {
  const value = text(search, name);
  return value !== undefined && /^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(Date.parse(value)) ? value : undefined;
}

export function flag(search: Record<string, unknown>, name: string): true | undefined {
  const value = search[name];
  return value === true || value === '1' || value === 'true' ? true : undefined;
}

/** Leaves out what is undefined, so that addresses stay short and types exact. */
export function compact<T extends object>(search: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
