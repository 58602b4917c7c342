import { useEffect, useRef, useState } from 'react';
import type { SetupFacts } from '../../contract/setup.ts';
import { callApi, Refusal } from './call-api.ts';
import { Frame } from './frame.tsx';
import { Field, MainButton, MainLink, Notice, onSubmit, useAct } from './parts.tsx';
import { emptySetup, gapsOf, type SetupForm, STEPS, type Step, stepOf } from './setup-form.ts';
import { MailStep, OwnerStep, PlaceStep, StartStep } from './setup-steps.tsx';
import { useEntry } from './words.tsx';

/** First run: proves the one-time code, then four short steps. Everything typed stays until the last button. */
export function SetupPage(props: { code: string }) {
  const { page, t } = useEntry();
  const [code, setCode] = useState(props.code);
  const [facts, setFacts] = useState<SetupFacts>();
  const [missing, setMissing] = useState<string>();
  const { busy, run, problem, sentence } = useAct();
  const asked = useRef(false);
  const field = useRef<HTMLInputElement>(null);

  const look = () => {
    if (code.trim() === '') {
      setMissing(t('entry.required'));
      return field.current?.focus();
    }
    setMissing(undefined);
    void run(async () => setFacts(await callApi.setupLook({ code })));
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the address already holds the code
  useEffect(() => {
    if (!asked.current && props.code !== '' && page.setupOpen) look();
    asked.current = true;
  }, []);

  if (!page.setupOpen || (problem instanceof Refusal && problem.code === 'setup.closed')) {
    return (
      <Frame title={t('entry.setup.closedTitle')}>
        <p className="lead">{t('entry.setup.closed')}</p>
        <MainLink to="/login">{t('entry.logIn.submit')}</MainLink>
      </Frame>
    );
  }
  if (facts) return <SetupSteps code={code} facts={facts} />;
  return (
    <Frame title={t('entry.setup.codeTitle')}>
      <p className="lead">{t('entry.setup.codeIntro')}</p>
      <form onSubmit={onSubmit(look)} noValidate>
        <Field
          label={t('entry.setup.code')}
          name="one-time-code"
          autoComplete="one-time-code"
          autoCapitalize="characters"
          spellCheck={false}
          value={code}
          onChange={setCode}
          problem={missing}
          inputRef={field}
        />
        {sentence && <Notice tone="bad">{sentence}</Notice>}
        <MainButton busy={busy}>{t('entry.setup.next')}</MainButton>
      </form>
    </Frame>
  );
}

function SetupSteps(props: { code: string; facts: SetupFacts }) {
  const { page, t, speak } = useEntry();
  const [form, setForm] = useState<SetupForm>(() => emptySetup(page.locale, props.facts));
  const [step, setStep] = useState<Step>('place');
  const [tried, setTried] = useState(false);
  const { busy, run, problem, sentence, clear } = useAct();
  const here = useRef<HTMLFormElement>(null);
  const number = STEPS.indexOf(step) + 1;
  const own = [form.tenantName, form.firstName, form.lastName, form.email.split('@')[0] ?? ''];
  const gaps = tried ? gapsOf(step, form, t, own) : {};

  const change = (part: Partial<SetupForm>) => {
    setForm({ ...form, ...part });
    if (part.locale) void speak(part.locale).catch(() => undefined);
  };
  const showGap = () => requestAnimationFrame(() => here.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
  const forward = () => {
    if (Object.keys(gapsOf(step, form, t, own)).length > 0) {
      setTried(true);
      return showGap();
    }
    clear();
    const next = STEPS[number];
    if (next) {
      setTried(false);
      return setStep(next);
    }
    void run(async () => {
      try {
        const { opens, start, ...rest } = form;
        const made = await callApi.setupMake({
          ...rest,
          code: props.code,
          openTracking: opens === 'on',
          sample: start === 'sample',
        });
        location.replace(made.next);
      } catch (refusal) {
        const wrong = refusal instanceof Refusal ? stepOf(refusal) : undefined;
        if (wrong) setStep(wrong);
        throw refusal;
      }
    });
  };

  const Fields = { place: PlaceStep, owner: OwnerStep, mail: MailStep, start: StartStep }[step];
  const title = { place: 'placeTitle', owner: 'ownerTitle', mail: 'mailTitle', start: 'startTitle' } as const;
  return (
    <Frame title={t(`entry.setup.${title[step]}`)} rail={{ step: number, count: STEPS.length }}>
      <form ref={here} key={step} onSubmit={onSubmit(forward)} noValidate>
        <Fields form={form} change={change} facts={props.facts} gaps={gaps} own={own} />
        {sentence && <Notice tone="bad">{sentence}</Notice>}
        <MainButton busy={busy}>{t(step === 'start' ? 'entry.setup.submit' : 'entry.setup.next')}</MainButton>
      </form>
      {number > 1 && !busy && (
        <button
          type="button"
          className="way"
          onClick={() => {
            clear();
            setStep(STEPS[number - 2] ?? 'place');
          }}
        >
          {t('entry.back')}
        </button>
      )}
      {problem instanceof Refusal && problem.code === 'setup.closed' && (
        <MainLink to="/login">{t('entry.logIn.submit')}</MainLink>
      )}
    </Frame>
  );
}
