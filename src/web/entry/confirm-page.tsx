import { useRef, useState } from 'react';
import { callApi, Refusal } from './call-api.ts';
import { Frame } from './frame.tsx';
import { useLookedAt } from './look-at-link.tsx';
import { Field, MainButton, MainLink, Notice, onSubmit, useAct } from './parts.tsx';
import { bold, useEntry } from './words.tsx';

type Found = Awaited<ReturnType<typeof callApi.lookAtAddress>>;

/** The page behind the link to a new login address: one question, asked only of whoever shows the link's secret. */
export function ConfirmPage({ link }: { link: { id: string; secret: string } }) {
  const { t } = useEntry();
  const { found, set, waiting } = useLookedAt<Found>(link, () => callApi.lookAtAddress(link));
  const { busy, run, sentence } = useAct();

  const [typed, setTyped] = useState('');
  const [missing, setMissing] = useState<string>();
  const field = useRef<HTMLInputElement>(null);

  const confirm = () => {
    if (typed.trim() === '') {
      setMissing(t('entry.required'));
      return field.current?.focus();
    }
    setMissing(undefined);
    void run(async () => {
      try {
        await callApi.confirmAddress({ ...link, email: typed });
        set({ ...found, state: 'confirmed' });
      } catch (problem) {
        if (problem instanceof Refusal && problem.code === 'profile.addressLinkOver')
          return set(await callApi.lookAtAddress(link));
        throw problem;
      }
    });
  };

  if (!found) return waiting;
  const address = found.address ?? '';
  switch (found.state) {
    case 'live':
      return (
        <Frame title={t('entry.confirm.title')}>
          <p className="lead">{t.rich('entry.confirm.intro', { address, b: bold })}</p>
          <form onSubmit={onSubmit(confirm)} noValidate>
            <Field
              label={t('entry.confirm.type')}
              hint={t('entry.confirm.typeWhy')}
              type="text"
              inputMode="email"
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              value={typed}
              onChange={setTyped}
              problem={missing}
              inputRef={field}
            />
            {sentence && <Notice tone="bad">{sentence}</Notice>}
            <MainButton busy={busy}>{t('entry.confirm.submit')}</MainButton>
          </form>
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
