import { z } from 'zod';
import { LOCALES } from '../kernel/locale.ts';
import { ROLES } from './permissions.ts';

/** Shapes that several parts of the contract speak. */
export const uuid = z.uuid().describe('UUID');
export const instant = z.iso.datetime().describe('UTC, ISO 8601');
export const day = z.iso.date().describe('YYYY-MM-DD');
export const locale = z.enum(LOCALES);
export const role = z.enum(ROLES);
export const timeZone = z.string().max(60).refine(isTimeZone, 'tenants.unknownTimeZone').describe('IANA name');
export const cursor = z.string().max(2000).describe('The `next` of the page before');

export const done = z.object({});

/** A page of a list: `next` is null on the last one. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), next: z.string().nullable() });
}

/** `?status=invited,expired` → ['invited', 'expired'] */
export function listOf<T extends z.ZodType<string, string>>(item: T) {
  return z
    .string()
    .max(2000)
    .transform((text) => text.split(',').filter(Boolean))
    .pipe(z.array(item).max(50));
}

export const yes = z.enum(['true', 'false']).transform((text) => text === 'true');

function isTimeZone(zone: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }));
  } catch {
    return false;
  }
}
