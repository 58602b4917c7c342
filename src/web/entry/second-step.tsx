import { useEffect, useRef, useState } from 'react';
import { callApi, Refusal } from './call-api.ts';
import { Frame } from './frame.tsx';
import { nextPath } from './page-address.ts';
import { Field, MainButton, Notice, onSubmit, useAct } from './parts.tsx';
import { useEntry } from './words.tsx';

export const goOn = (): void => location.assign(nextPath(location.search, location.origin));

/** After the right password: the code of the app, or a recovery code. */
export function SecondStep(props: { ticket: string; onOver: () => void }) {
  const { t } = useEntry();
  const [code, setCode] = useState('');
  const [missing, setMissing] = useState<string>();
  const { busy, run, problem, sentence } = useAct();
  const field = useRef<HTMLInputElement>(null);
  const over = problem instanceof Refusal && problem.code === 'session.ticketOver';
  useEffect(() => field.current?.focus(), []);
  const send = () => {
    setMissing(code.trim() === '' ? t('entry.required') : undefined);
    if (code.trim() === '') return field.current?.focus();
    void run(async () => {
      await callApi.secondStep({ ticket: props.ticket, code: code.trim() });
      goOn();
    });
  };
  return (
    <Frame title={t('entry.secondStep.title')}>
      <p className="lead">{t('entry.secondStep.intro')}</p>
      <form onSubmit={onSubmit(send)} noValidate>
        <Field
          label={t('entry.secondStep.code')}
          name="one-time-code"
          inputMode="text"
          autoComplete="one-time-code"
          autoCapitalize="none"
          spellCheck={false}
          value={code}
          onChange={setCode}
          problem={missing}
          inputRef={field}
        />
        {sentence && <Notice tone="bad">{sentence}</Notice>}
        {over ? (
          <MainButton onClick={props.onOver}>{t('entry.back')}</MainButton>
        ) : (
          <MainButton busy={busy}>{t('entry.logIn.submit')}</MainButton>
        )}
      </form>
      {!over && (
        <button type="button" className="way" onClick={props.onOver}>
          {t('entry.back')}
        </button>
      )}
    </Frame>
  );
}
