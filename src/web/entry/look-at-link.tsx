import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { LinkPurpose } from '../../contract/activation.ts';
import type { Locale } from '../../kernel/locale.ts';
import { Frame } from './frame.tsx';
import { MainButton, Notice, useAct } from './parts.tsx';
import { useEntry } from './words.tsx';

/** What a mail's link says: which one it is, and the secret that proves it. */
export interface Link {
  purpose: LinkPurpose;
  id: string;
  secret: string;
}

/**
 * What stands behind a link of a mail: asked once when the page opens, then said in the language it names. Without a secret
 * nothing is asked, and the link is unknown.
 */
export function useLookedAt<S extends { state: string; locale?: Locale | undefined }>(
  link: { secret: string },
  ask: () => Promise<S>,
): { found: S | undefined; set: (state: S) => void; look: () => void; waiting: ReactNode } {
  const { t, speak, chose } = useEntry();
  const [found, set] = useState<S>();
  const { busy, run, sentence } = useAct();
  const asked = useRef(false);
  const look = () =>
    void run(async () => {
      const state = link.secret === '' ? ({ state: 'unknown' } as S) : await ask();
      if (state.locale && !chose) await speak(state.locale).catch(() => undefined);
      set(state);
    });

  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the page opens
  useEffect(() => {
    if (!asked.current) look();
    asked.current = true;
  }, []);

  const waiting = (
    <Frame title={t('entry.loading')}>
      {sentence && (
        <>
          <Notice tone="bad">{sentence}</Notice>
          <MainButton busy={busy} onClick={look}>
            {t('entry.tryAgain')}
          </MainButton>
        </>
      )}
    </Frame>
  );
  return { found, set, look, waiting };
}
