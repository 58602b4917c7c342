import { useCallback } from 'react';
import { useTranslations } from 'use-intl';
import { isProblem } from './api-problem.ts';

type Loose = ((key: string, values?: Record<string, unknown>) => string) & { has: (key: string) => boolean };

/** Says in the reader's language what went wrong: for any error, and for one code with its details. */
export function useErrorWords(): {
  say: (error: unknown) => string;
  sayCode: (code: string, details?: Record<string, unknown>) => string;
} {
  const t = useTranslations();
  const sayCode = useCallback(
    (code: string, details: Record<string, unknown> = {}): string => {
      const loose = t as unknown as Loose;
      const key = `errors.${code}`;
      return loose.has(key) ? loose(key, { reference: '–', ...details }) : t('errors.invalidField');
    },
    [t],
  );
  const say = useCallback(
    (error: unknown): string => {
      if (!isProblem(error)) return t('ui.error.broken');
      if (error.code === 'offline') return t('ui.error.offline');
      return sayCode(error.code, { reference: error.reference ?? '–', ...error.details });
    },
    [t, sayCode],
  );
  return { say, sayCode };
}

/** The refused fields of a form, by name (`body.email` is `email`), in words. Empty when the error was about something else. */
export function useFieldErrors(error: unknown): Record<string, string> {
  const { sayCode } = useErrorWords();
  if (!isProblem(error)) return {};
  return Object.fromEntries(
    error.fields.map((field) => [field.path.replace(/^(body|query|params)\./, ''), sayCode(field.code, field.details)]),
  );
}
