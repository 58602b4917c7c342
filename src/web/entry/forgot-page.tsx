import { useRef, useState } from 'react';
import { callApi } from './call-api.ts';
import { Frame } from './frame.tsx';
import { IdentifierField } from './identifier-field.tsx';
import { MainButton, Notice, onSubmit, PageLink, useAct } from './parts.tsx';
import { bold, useEntry } from './words.tsx';

export function ForgotPage(props: { identifier: string; onIdentifier: (text: string) => void }) {
  const { t } = useEntry();
  const [sentTo, setSentTo] = useState<string>();
  if (sentTo === undefined) {
    return (
      <Frame title={t('entry.forgot.title')}>
        <p className="lead">{t('entry.forgot.intro')}</p>
        <HelpForm {...props} onSent={setSentTo} />
        <PageLink to="/login">{t('entry.forgot.toLogIn')}</PageLink>
      </Frame>
    );
  }
  return <HelpSent identifier={sentTo} again={() => setSentTo(undefined)} />;
}

/** Asks for an address and sends the way in; says the same whoever asked. */
export function HelpForm(props: {
  identifier: string;
  onIdentifier: (text: string) => void;
  onSent: (identifier: string) => void;
}) {
  const { t } = useEntry();
  const [missing, setMissing] = useState<string>();
  const { busy, run, sentence } = useAct();
  const field = useRef<HTMLInputElement>(null);
  const ask = () => {
    if (props.identifier.trim() === '') {
      setMissing(t('entry.required'));
      return field.current?.focus();
    }
    setMissing(undefined);
    void run(async () => {
      await callApi.help({ identifier: props.identifier });
      props.onSent(props.identifier.trim());
    });
  };
  return (
    <form onSubmit={onSubmit(ask)} noValidate>
      <IdentifierField value={props.identifier} onChange={props.onIdentifier} problem={missing} inputRef={field} />
      {sentence && <Notice tone="bad">{sentence}</Notice>}
      <MainButton busy={busy}>{t('entry.forgot.submit')}</MainButton>
    </form>
  );
}

export function HelpSent(props: { identifier: string; again: () => void }) {
  const { page, t } = useEntry();
  return (
    <Frame title={t('entry.forgot.sentTitle')}>
      <p className="lead">{t.rich('entry.forgot.sent', { identifier: props.identifier, b: bold })}</p>
      <p className="quiet">{t('entry.forgot.nothing', { tenant: page.tenant?.name ?? 'Welkom' })}</p>
      <button type="button" className="way" onClick={props.again}>
        {t('entry.forgot.again')}
      </button>
      <PageLink to="/login">{t('entry.forgot.toLogIn')}</PageLink>
    </Frame>
  );
}
