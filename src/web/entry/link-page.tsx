import { useMemo, useRef, useState } from 'react';
import type { LinkState } from '../../contract/activation.ts';
import { callApi, Refusal } from './call-api.ts';
import { FirstPasskey } from './first-passkey.tsx';
import { Frame } from './frame.tsx';
import { LinkStatePage } from './link-state-page.tsx';
import { type Link, useLookedAt } from './look-at-link.tsx';
import { MainButton, Notice, onSubmit, useAct } from './parts.tsx';
import { NewPasswordField, passwordRefusal } from './password-field.tsx';
import { bold, useEntry } from './words.tsx';

/** The page behind a link of a mail: proves the secret, then asks for a password or says what is next. */
export function LinkPage({ link }: { link: Link }) {
  const { found: state, look, waiting } = useLookedAt<LinkState>(link, () => callApi.look(link));
  if (!state) return waiting;
  if (state.state !== 'live') return <LinkStatePage link={link} state={state} />;
  return <ChoosePassword link={link} state={state} onOver={look} />;
}

function ChoosePassword({ link, state, onOver }: { link: Link; state: LinkState; onOver: () => void }) {
  const { page, t } = useEntry();
  const words = link.purpose === 'activation' ? 'activate' : 'reset';
  const tenant = page.tenant?.name ?? 'Welkom';
  const [password, setPassword] = useState('');
  const [refused, setRefused] = useState<string>();
  const { busy, run, sentence } = useAct();
  const field = useRef<HTMLInputElement>(null);
  const own = useMemo(() => [tenant, ...(state.own ?? [])], [tenant, state.own]);

  const choose = () => {
    const refusal = passwordRefusal(t, password, own);
    setRefused(refusal);
    if (refusal) return field.current?.focus();
    void run(async () => {
      try {
        const { next } = await (link.purpose === 'activation' ? callApi.activate : callApi.reset)({
          id: link.id,
          secret: link.secret,
          password,
        });
        location.replace(next);
      } catch (problem) {
        if (problem instanceof Refusal && problem.code.startsWith('activation.')) return onOver();
        throw problem;
      }
    });
  };

  return (
    <Frame
      title={t(`entry.${words}.title`)}
      foot={state.validUntil && t(`entry.${words}.validUntil`, { date: new Date(state.validUntil) })}
    >
      <p className="lead">{t.rich(`entry.${words}.intro`, { tenant, b: bold })}</p>
      <form onSubmit={onSubmit(choose)} noValidate>
        {state.userName && (
          <>
            <p className="quiet">{t.rich('entry.activate.userName', { name: state.userName, b: bold })}</p>
            <input
              className="unseen"
              type="text"
              name="username"
              autoComplete="username"
              value={state.userName}
              readOnly
              tabIndex={-1}
              aria-hidden="true"
            />
          </>
        )}
        <NewPasswordField
          value={password}
          onChange={(text) => {
            setPassword(text);
            setRefused(undefined);
          }}
          own={own}
          problem={refused}
          inputRef={field}
        />
        {sentence && <Notice tone="bad">{sentence}</Notice>}
        <MainButton busy={busy}>{t(`entry.${words}.submit`)}</MainButton>
      </form>
      {link.purpose === 'activation' && <FirstPasskey link={link} onOver={onOver} />}
    </Frame>
  );
}
