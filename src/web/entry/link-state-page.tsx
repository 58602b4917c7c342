import { useState } from 'react';
import type { LinkState } from '../../contract/activation.ts';
import { callApi } from './call-api.ts';
import { HelpForm, HelpSent } from './forgot-page.tsx';
import { Frame } from './frame.tsx';
import type { Link } from './look-at-link.tsx';
import { MainButton, MainLink, Notice, PageLink, useAct } from './parts.tsx';
import { bold, useEntry } from './words.tsx';

/** Every link that cannot be used now says why and how to go on. Nothing here knows who the person is. */
export function LinkStatePage({ link, state }: { link: Link; state: LinkState }) {
  const { page, t } = useEntry();
  const tenant = page.tenant?.name ?? 'Welkom';
  const day = (text: string | undefined) => new Date(text ?? 0);
  switch (state.state) {
    case 'notYet':
      return (
        <Frame title={t('entry.link.notYetTitle')}>
          <p className="lead">{t.rich('entry.link.notYet', { date: day(state.from), b: bold })}</p>
        </Frame>
      );
    case 'expired':
      return (
        <Renewable link={link} title={t('entry.link.expiredTitle')}>
          {t('entry.link.expired', { date: day(state.validUntil) })}
        </Renewable>
      );
    case 'replaced':
      return (
        <Renewable link={link} title={t('entry.link.replacedTitle')}>
          {t.rich('entry.link.replaced', { date: day(state.replacedAt), b: bold })}
        </Renewable>
      );
    case 'revoked':
      return (
        <Renewable link={link} title={t('entry.link.revokedTitle')}>
          {t('entry.link.revoked')}
        </Renewable>
      );
    case 'used':
      return (
        <Frame title={t('entry.link.usedTitle')}>
          <p className="lead">{t(link.purpose === 'reset' ? 'entry.link.resetUsed' : 'entry.link.used')}</p>
          <MainLink to="/login">{t('entry.logIn.submit')}</MainLink>
          <PageLink to="/forgot">{t('entry.logIn.forgot')}</PageLink>
        </Frame>
      );
    case 'deactivated':
      return (
        <Frame title={t('entry.link.deactivatedTitle')}>
          <p className="lead">{t('entry.link.deactivated', { tenant })}</p>
        </Frame>
      );
    default:
      return <UnknownLink />;
  }
}

function Renewable(props: { link: Link; title: string; children: React.ReactNode }) {
  const { t } = useEntry();
  const [sent, setSent] = useState(false);
  const { busy, run, sentence } = useAct();
  if (sent) {
    return (
      <Frame title={t('entry.link.renewedTitle')}>
        <p className="lead">{t('entry.link.renewed')}</p>
      </Frame>
    );
  }
  const renew = () =>
    run(async () => {
      await callApi.renew(props.link);
      setSent(true);
    });
  return (
    <Frame title={props.title}>
      <p className="lead">{props.children}</p>
      {sentence && <Notice tone="bad">{sentence}</Notice>}
      <MainButton busy={busy} onClick={() => void renew()}>
        {t('entry.link.renew')}
      </MainButton>
    </Frame>
  );
}

function UnknownLink() {
  const { t } = useEntry();
  const [identifier, setIdentifier] = useState('');
  const [sentTo, setSentTo] = useState<string>();
  if (sentTo !== undefined) return <HelpSent identifier={sentTo} again={() => setSentTo(undefined)} />;
  return (
    <Frame title={t('entry.link.unknownTitle')}>
      <p className="lead">{t('entry.link.unknown')}</p>
      <HelpForm identifier={identifier} onIdentifier={setIdentifier} onSent={setSentTo} />
      <PageLink to="/login">{t('entry.forgot.toLogIn')}</PageLink>
    </Frame>
  );
}
