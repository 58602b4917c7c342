import { useCallback } from 'react';
import { useTranslations } from 'use-intl';
import type { RowReasonShape } from '../../../contract/imports.ts';

type Loose = ((key: string, values?: Record<string, unknown>) => string) & { has: (key: string) => boolean };

/** Reasons of rows in words: what is wrong, what to do, and what a group of them has in common. */
export function useReasonWords() {
  const t = useTranslations() as unknown as Loose;
  const what = useCallback(
    (reason: RowReasonShape): string => {
      const detail = reason.detail ?? {};
      if (reason.code === 'email' && typeof detail.problem === 'string') {
        const hint = detail.hint === undefined ? '' : ` ${t('imports.reasons.typo', detail)}`;
        return t(`errors.email.${detail.problem}`) + hint;
      }
      return t(`imports.reasons.${reason.code}`, detail);
    },
    [t],
  );
  const cure = useCallback((reason: RowReasonShape): string => t(`imports.cures.${reason.code}`, reason.detail ?? {}), [t]);
  const group = useCallback(
    (code: string): string =>
      t.has(`imports.page.reasonGroup.${code}`) ? t(`imports.page.reasonGroup.${code}`) : t(`imports.reasons.${code}`),
    [t],
  );
  return { what, cure, group };
}
