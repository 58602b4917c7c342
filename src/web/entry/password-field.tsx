import { type Ref, useMemo, useState } from 'react';
import type { Translator } from '../../kernel/messages.ts';
import { judgePassword, PASSWORD_MIN, type PasswordVerdict } from '../../kernel/password-strength.ts';
import { Field } from './parts.tsx';
import { useEntry } from './words.tsx';

interface PasswordFieldProps {
  value: string;
  onChange: (value: string) => void;
  label?: string;
  problem?: string | undefined;
  inputRef?: Ref<HTMLInputElement>;
}

function RevealButton(props: { shown: boolean; toggle: () => void }) {
  const { t } = useEntry();
  return (
    <button
      type="button"
      className="reveal"
      aria-pressed={props.shown}
      aria-label={t(props.shown ? 'entry.password.hideLabel' : 'entry.password.showLabel')}
      onClick={props.toggle}
    >
      {t(props.shown ? 'entry.password.hide' : 'entry.password.show')}
    </button>
  );
}

/** For a password one has. */
export function PasswordField(props: PasswordFieldProps) {
  const { t } = useEntry();
  const [shown, setShown] = useState(false);
  return (
    <Field
      label={props.label ?? t('entry.password.label')}
      type={shown ? 'text' : 'password'}
      name="password"
      autoComplete="current-password"
      autoCapitalize="none"
      spellCheck={false}
      value={props.value}
      onChange={props.onChange}
      problem={props.problem}
      inputRef={props.inputRef ?? null}
      beside={<RevealButton shown={shown} toggle={() => setShown(!shown)} />}
    />
  );
}

/** For a password one makes: with its strength, in words. */
export function NewPasswordField(props: PasswordFieldProps & { own: readonly string[] }) {
  const { t } = useEntry();
  const [shown, setShown] = useState(false);
  const verdict = useMemo(() => judgePassword(props.value, props.own), [props.value, props.own]);
  return (
    <Field
      label={props.label ?? t('entry.password.label')}
      type={shown ? 'text' : 'password'}
      name="new-password"
      autoComplete="new-password"
      autoCapitalize="none"
      spellCheck={false}
      minLength={PASSWORD_MIN}
      value={props.value}
      onChange={props.onChange}
      problem={props.problem}
      inputRef={props.inputRef ?? null}
      beside={<RevealButton shown={shown} toggle={() => setShown(!shown)} />}
      below={
        // biome-ignore lint/a11y/useSemanticElements: a <meter> looks different in every browser and cannot be made to look like ours
        <div
          className={`strength s${verdict.score}`}
          role="meter"
          aria-label={t('entry.password.strength')}
          aria-valuemin={0}
          aria-valuemax={4}
          aria-valuenow={verdict.score}
          aria-valuetext={sayStrength(t, props.value, verdict)}
        >
          <i />
        </div>
      }
      hint={<span aria-live="polite">{sayStrength(t, props.value, verdict)}</span>}
    />
  );
}

function sayStrength(t: Translator, typed: string, verdict: PasswordVerdict): string {
  if (typed === '') return t('entry.password.hint', { min: String(PASSWORD_MIN) });
  switch (verdict.problem) {
    case 'tooShort':
      return t('entry.password.more', { count: verdict.missing });
    case 'tooLong':
      return t('entry.password.tooLong');
    case 'common':
      return t('entry.password.common');
    case 'personal':
      return t('entry.password.personal');
  }
  return t(
    verdict.score === 4 ? 'entry.password.veryStrong' : verdict.score === 3 ? 'entry.password.strong' : 'entry.password.fair',
  );
}

/** The refusal to show when somebody presses the button too early; undefined when the password will do. */
export function passwordRefusal(t: Translator, typed: string, own: readonly string[]): string | undefined {
  const { problem } = judgePassword(typed, own);
  if (typed === '') return t('entry.required');
  if (problem === 'tooShort') return t('errors.password.tooShort', { min: String(PASSWORD_MIN) });
  return problem && t(`errors.password.${problem}`);
}
