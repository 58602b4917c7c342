import { useEffect, useRef, useState } from 'react';
import { callApi, Refusal } from './call-api.ts';
import { Frame } from './frame.tsx';
import { nextPath } from './page-address.ts';
import { Field, MainButton, Notice, onSubmit, PageLink, useAct } from './parts.tsx';
import { PasswordField } from './password-field.tsx';
import { bold, useEntry } from './words.tsx';

const NOTES = { reset: 'entry.logIn.afterReset', out: 'entry.logIn.afterLogOut', ended: 'entry.logIn.ended' } as const;

export function LogInPage(props: { identifier: string; onIdentifier: (text: string) => void }) {
  const { page, t } = useEntry();
  const [password, setPassword] = useState('');
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
      await callApi.logIn({ identifier: props.identifier, password });
      location.assign(nextPath(location.search, location.origin));
    });
  };

  return (
    <Frame title={t('entry.logIn.title')}>
      <p className="lead">{t.rich('entry.logIn.intro', { tenant: page.tenant?.name ?? 'Welkom', b: bold })}</p>
      {note && !sentence && <Notice tone="good">{t(note)}</Notice>}
      <form onSubmit={onSubmit(logIn)} noValidate>
        <Field
          label={t('entry.logIn.email')}
          hint={t('entry.logIn.emailHint')}
          name="username"
          type="text"
          inputMode="email"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          value={props.identifier}
          onChange={props.onIdentifier}
          problem={missing.identifier}
          inputRef={first}
        />
        <PasswordField value={password} onChange={setPassword} problem={missing.password} inputRef={second} />
        {sentence && <Notice tone="bad">{sentence}</Notice>}
        <MainButton busy={busy}>{t('entry.logIn.submit')}</MainButton>
      </form>
      <PageLink to="/forgot">{t('entry.logIn.forgot')}</PageLink>
    </Frame>
  );
}
