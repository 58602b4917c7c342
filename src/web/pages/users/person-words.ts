import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import type { Role } from '../../../contract/permissions.ts';

/** The words for what is listed by a code. */
export function usePersonWords() {
  const t = useTranslations('people');
  return useMemo(
    () => ({
      role: (role: Role): string => t(`roles.${role}`),
      source: (source: string): string =>
        source === 'form' || source === 'import' || source === 'sample' || source === 'setup' ? t(`sources.${source}`) : source,
    }),
    [t],
  );
}
