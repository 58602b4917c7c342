import { useCallback } from 'react';
import type { Locale } from '../../kernel/locale.ts';
import { api, queryClient } from '../api.ts';
import { useLanguage } from '../words.tsx';

/** Another language at once, and in the account, so that mails follow. */
export function useChooseLanguage(): (locale: Locale) => void {
  const { choose } = useLanguage();
  return useCallback(
    (locale) => {
      choose(locale);
      api.profile
        .show()
        .then(({ version }) => api.profile.change({ body: { version, locale } }))
        .then(() => queryClient.invalidateQueries({ queryKey: ['session'] }))
        .catch(() => undefined); // the choice holds on this device all the same
    },
    [choose],
  );
}
