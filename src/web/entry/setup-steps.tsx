import type { ReactNode } from 'react';
import type { SetupFacts } from '../../contract/setup.ts';
import { isLocale, LOCALE_NAMES, LOCALES } from '../../kernel/locale.ts';
import { Field } from './parts.tsx';
import { NewPasswordField } from './password-field.tsx';
import type { Gaps, SetupForm } from './setup-form.ts';
import { bold, useEntry } from './words.tsx';

export interface StepProps {
  form: SetupForm;
  change: (part: Partial<SetupForm>) => void;
  facts: SetupFacts;
  gaps: Gaps;
  own: readonly string[];
}

export function PlaceStep({ form, change, facts, gaps }: StepProps) {
  const { t } = useEntry();
  return (
    <>
      <p className="lead">{t('entry.setup.placeIntro')}</p>
      <Field
        label={t('entry.setup.name')}
        name="organization"
        autoComplete="organization"
        maxLength={200}
        value={form.tenantName}
        onChange={(tenantName) => change({ tenantName })}
        problem={gaps.tenantName}
      />
      <div className="field">
        <label htmlFor="setup-locale">{t('entry.setup.locale')}</label>
        <div className="box">
          <select
            id="setup-locale"
            value={form.locale}
            aria-describedby="setup-locale-line"
            onChange={(event) => {
              if (isLocale(event.target.value)) change({ locale: event.target.value });
            }}
          >
            {LOCALES.map((locale) => (
              <option key={locale} value={locale} lang={locale}>
                {LOCALE_NAMES[locale]}
              </option>
            ))}
          </select>
        </div>
        <p className="line" id="setup-locale-line">
          {t('entry.setup.localeHint')}
        </p>
      </div>
      <Field
        label={t('entry.setup.publicUrl')}
        hint={facts.publicUrlFixed ? t('entry.setup.publicUrlFixed', { variable: 'PUBLIC_URL' }) : t('entry.setup.publicUrlHint')}
        name="public-address"
        type="url"
        inputMode="url"
        autoComplete="off"
        readOnly={facts.publicUrlFixed}
        value={form.publicUrl}
        onChange={(publicUrl) => change({ publicUrl })}
        problem={gaps.publicUrl}
      />
    </>
  );
}

export function OwnerStep({ form, change, gaps, own }: StepProps) {
  const { t } = useEntry();
  return (
    <>
      <p className="lead">{t('entry.setup.ownerIntro')}</p>
      <div className="pair">
        <Field
          label={t('entry.setup.firstName')}
          name="given-name"
          autoComplete="given-name"
          maxLength={100}
          value={form.firstName}
          onChange={(firstName) => change({ firstName })}
          problem={gaps.firstName}
        />
        <Field
          label={t('entry.setup.lastName')}
          name="family-name"
          autoComplete="family-name"
          maxLength={100}
          value={form.lastName}
          onChange={(lastName) => change({ lastName })}
          problem={gaps.lastName}
        />
      </div>
      <Field
        label={t('entry.setup.email')}
        name="email"
        type="email"
        inputMode="email"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        value={form.email}
        onChange={(email) => change({ email })}
        problem={gaps.email}
      />
      <NewPasswordField value={form.password} onChange={(password) => change({ password })} own={own} problem={gaps.password} />
    </>
  );
}

export function MailStep({ form, change, facts, gaps }: StepProps) {
  const { t } = useEntry();
  return (
    <>
      <p className="lead">
        {facts.mailServer === null
          ? t('entry.setup.mailbox', { variable: 'SMTP_URL' })
          : t.rich('entry.setup.mailServer', { server: facts.mailServer, b: bold })}
      </p>
      <fieldset aria-describedby="opens-line">
        <legend>{t('entry.setup.opens')}</legend>
        <p className="line" id="opens-line">
          {t('entry.setup.opensHint')}
        </p>
        <Choice name="opens" chosen={form.opens === 'off'} wrong={gaps.opens} onChoose={() => change({ opens: 'off' })}>
          <b>{t('entry.setup.opensOff')}</b>
        </Choice>
        <Choice name="opens" chosen={form.opens === 'on'} wrong={gaps.opens} onChoose={() => change({ opens: 'on' })}>
          <b>{t('entry.setup.opensOn')}</b>
        </Choice>
        {gaps.opens && (
          <p className="line problem" role="alert">
            {gaps.opens}
          </p>
        )}
      </fieldset>
    </>
  );
}

export function StartStep({ form, change }: StepProps) {
  const { t } = useEntry();
  return (
    <fieldset>
      <legend className="unseen">{t('entry.setup.startTitle')}</legend>
      <Choice name="start" chosen={form.start === 'empty'} onChoose={() => change({ start: 'empty' })}>
        <b>{t('entry.setup.startEmpty')}</b>
        <small>{t('entry.setup.startEmptyHint')}</small>
      </Choice>
      <Choice name="start" chosen={form.start === 'sample'} onChoose={() => change({ start: 'sample' })}>
        <b>{t('entry.setup.startSample')}</b>
        <small>{t('entry.setup.startSampleHint')}</small>
      </Choice>
    </fieldset>
  );
}

function Choice(props: { name: string; chosen: boolean; wrong?: string | undefined; onChoose: () => void; children: ReactNode }) {
  return (
    <label className="choice">
      <input
        type="radio"
        name={props.name}
        checked={props.chosen}
        onChange={props.onChoose}
        aria-invalid={props.wrong ? true : undefined}
      />
      <span>{props.children}</span>
    </label>
  );
}
