import type { Permission } from '../../contract/permissions.ts';
import { seesAdmin } from '../tenants/index.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How long a device stays logged in without being used, and at most. Whoever may change other people's access has less. */
export interface Lifetime {
  idle: number;
  longest: number;
}

export function lifetimeOf(permissions: ReadonlySet<Permission>): Lifetime {
  return seesAdmin(permissions) ? { idle: HOUR, longest: 12 * HOUR } : { idle: 2 * DAY, longest: 14 * DAY };
}

/** Using a session is written down at most this often. */
export const SEEN_EVERY = MINUTE;

/** A device's name for its owner to recognise: browser and system, as far as the browser says. */
export function deviceName(userAgent: string | null): string {
  const text = userAgent ?? '';
  const browser = /Edg\//.test(text)
    ? 'Edge'
    : /Firefox\//.test(text)
      ? 'Firefox'
      : /OPR\//.test(text)
        ? 'Opera'
        : /SamsungBrowser\//.test(text)
          ? 'Samsung Internet'
          : /Chrome\//.test(text)
            ? 'Chrome'
            : /Safari\//.test(text)
              ? 'Safari'
              : '';
  const system = /iPhone/.test(text)
    ? 'iPhone'
    : /iPad/.test(text)
      ? 'iPad'
      : /Android/.test(text)
        ? 'Android'
        : /Windows/.test(text)
          ? 'Windows'
          : /Mac OS X/.test(text)
            ? 'macOS'
            : /Linux|X11/.test(text)
              ? 'Linux'
              : '';
  return [browser, system].filter(Boolean).join(' · ') || '—';
}
