import { useMemo } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import type { EventReader } from '../../../kernel/event-facts.ts';

const NOBODY: Readonly<Record<string, string>> = {};

/** Puts recorded details into the reader's words. */
export function useEventReader(names: Readonly<Record<string, string>> = NOBODY): EventReader {
  const t = useTranslations() as unknown as EventReader['t'];
  const format = useFormatter();
  return useMemo(
    () => ({
      t,
      names,
      count: (number) => format.number(number),
      say: (at, whole) => format.dateTime(at, whole ? { dateStyle: 'medium', timeStyle: 'short' } : { dateStyle: 'medium' }),
    }),
    [t, names, format],
  );
}
