import { useEffect, useRef, useState } from 'react';
import { callApi, Refusal } from './call-api.ts';
import { Frame } from './frame.tsx';
import { IdentifierField } from './identifier-field.tsx';
import { MainButton, Notice, onSubmit, PageLink, useAct } from './parts.tsx';
import { PasskeyButton } from './passkey-button.tsx';
import { PasswordField } from './password-field.tsx';
import { goOn, SecondStep } from './second-step.tsx';
import { bold, useEntry } from './words.tsx';

const NOTES = { reset: 'entry.logIn.afterReset', out: 'entry.logIn.afterLogOut', ended: 'entry.logIn.ended' } as const;

export function LogInPage(props: { identifier: string; onIdentifier: (text: string) => void }) {
  const { page, t } = useEntry();
  const [password, setPassword] = useState('');
  const [ticket, setTicket] = useState<string>();
  const [missing, setMissing] = useState<{ identifier?: string; password?: string }>({});
  const { busy, run, problem, sentence } = useAct();
  const first = useRef<HTMLInputElement>(null);
  const second = useRef<HTMLInputElement>(null);
  const note = NOTES[new URLSearchParams(location.search).get('note') as keyof typeof NOTES];

  useEffect(() => {
    if (problem instanceof Refusal && problem.code === 'session.wrong') second.current?.select();
  }, [problem]);

  const logIn = () => {
    const gaps = {
      ...(props.identifier.trim() === '' && { identifier: t('entry.required') }),
      ...(password === '' && { password: t('entry.required') }),
    };
    setMissing(gaps);
    if (gaps.identifier) return first.current?.focus();
    if (gaps.password) return second.current?.focus();
    void run(async () => {
      const { secondStep } = await callApi.logIn({ identifier: props.identifier, password });
      if (secondStep === undefined) goOn();
      else setTicket(secondStep);
    });
  };

  if (ticket !== undefined) return <SecondStep ticket={ticket} onOver={() => setTicket(undefined)} />;
  return (
    <Frame title={t('entry.logIn.title')}>
      <p className="lead">{t.rich('entry.logIn.intro', { tenant: page.tenant?.name ?? 'Welkom', b: bold })}</p>
      {note && !sentence && <Notice tone="good">{t(note)}</Notice>}
      <form onSubmit={onSubmit(logIn)} noValidate>
        <IdentifierField value={props.identifier} onChange={props.onIdentifier} problem={missing.identifier} inputRef={first} />
        <PasswordField value={password} onChange={setPassword} problem={missing.password} inputRef={second} />
        {sentence && <Notice tone="bad">{sentence}</Notice>}
        <MainButton busy={busy}>{t('entry.logIn.submit')}</MainButton>
      </form>
      <PasskeyButton />
      <PageLink to="/forgot">{t('entry.logIn.forgot')}</PageLink>
    </Frame>
  );
}
