import { useEffect, useRef, useState } from 'react';
import { callApi, Refusal } from './call-api.ts';
import { Frame } from './frame.tsx';
import { MainButton, MainLink, Notice, useAct } from './parts.tsx';
import { bold, useEntry } from './words.tsx';

type Found = Awaited<ReturnType<typeof callApi.lookAtAddress>>;

/** The page behind the link to a new login address: one question, asked only of whoever shows the link's secret. */
export function ConfirmPage({ link }: { link: { id: string; secret: string } }) {
  const { t, speak, chose } = useEntry();
  const [found, setFound] = useState<Found>();
  const { busy, run, sentence } = useAct();
  const asked = useRef(false);
  const look = () =>
    run(async () => {
      const state: Found = link.secret === '' ? { state: 'unknown' } : await callApi.lookAtAddress(link);
      if (state.locale && !chose) await speak(state.locale).catch(() => undefined);
      setFound(state);
    });

  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the page opens
  useEffect(() => {
    if (!asked.current) void look();
    asked.current = true;
  }, []);

  const confirm = () =>
    run(async () => {
      try {
        await callApi.confirmAddress(link);
        setFound((before) => ({ ...before, state: 'confirmed' }));
      } catch (problem) {
        if (problem instanceof Refusal && problem.code === 'profile.addressLinkOver')
          return setFound(await callApi.lookAtAddress(link));
        throw problem;
      }
    });

  if (!found) {
    return (
      <Frame title={t('entry.loading')}>
        {sentence && (
          <>
            <Notice tone="bad">{sentence}</Notice>
            <MainButton busy={busy} onClick={() => void look()}>
              {t('entry.tryAgain')}
            </MainButton>
          </>
        )}
      </Frame>
    );
  }
  const address = found.address ?? '';
  switch (found.state) {
    case 'live':
      return (
        <Frame title={t('entry.confirm.title')}>
          <p className="lead">{t.rich('entry.confirm.intro', { address, b: bold })}</p>
          {sentence && <Notice tone="bad">{sentence}</Notice>}
          <MainButton busy={busy} onClick={() => void confirm()}>
            {t('entry.confirm.submit')}
          </MainButton>
        </Frame>
      );
    case 'confirmed':
      return (
        <Frame title={t('entry.confirm.doneTitle')}>
          <p className="lead">{t.rich('entry.confirm.done', { address, b: bold })}</p>
          <MainLink to="/login">{t('entry.logIn.submit')}</MainLink>
        </Frame>
      );
    case 'expired':
    case 'dropped':
      return (
        <Frame title={t('entry.confirm.overTitle')}>
          <p className="lead">{t(found.state === 'expired' ? 'entry.confirm.expired' : 'entry.confirm.dropped')}</p>
          <MainLink to="/login">{t('entry.logIn.submit')}</MainLink>
        </Frame>
      );
    default:
      return (
        <Frame title={t('entry.link.unknownTitle')}>
          <p className="lead">{t('entry.confirm.unknown')}</p>
          <MainLink to="/login">{t('entry.logIn.submit')}</MainLink>
        </Frame>
      );
  }
}
