import { type FormEvent, type InputHTMLAttributes, type ReactNode, type Ref, useId, useState } from 'react';
import { useEntry, useSentence } from './words.tsx';

interface FieldProps extends Omit<InputHTMLAttributes<HTMLInputElement>, 'onChange' | 'value' | 'id'> {
  label: string;
  value: string;
  onChange: (value: string) => void;
  hint?: ReactNode;
  problem?: string | undefined;
  inputRef?: Ref<HTMLInputElement>;
  beside?: ReactNode;
  below?: ReactNode;
}

/** A label, a field big enough for a thumb, and under it one line: the problem, or the hint. */
export function Field({ label, value, onChange, hint, problem, inputRef, beside, below, ...rest }: FieldProps) {
  const id = useId();
  const line = problem ?? hint;
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <div className={problem ? 'box wrong' : 'box'}>
        <input
          {...rest}
          id={id}
          ref={inputRef}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          aria-invalid={problem ? true : undefined}
          aria-describedby={line ? `${id}-line` : undefined}
        />
        {beside}
      </div>
      {below}
      {line && (
        <p id={`${id}-line`} className={problem ? 'line problem' : 'line'}>
          {line}
        </p>
      )}
    </div>
  );
}

/** The one primary button of a page. While it works it stays focusable and says so. */
export function MainButton(props: { children: ReactNode; busy?: boolean; onClick?: () => void }) {
  const { t } = useEntry();
  return (
    <button
      className="main"
      type={props.onClick ? 'button' : 'submit'}
      aria-disabled={props.busy || undefined}
      onClick={props.busy ? (event) => event.preventDefault() : props.onClick}
    >
      {props.busy ? <span className="busy">{t('entry.loading')}</span> : props.children}
    </button>
  );
}

export function PageLink(props: { to: string; children: ReactNode }) {
  const { go } = useEntry();
  return (
    <a
      className="way"
      href={props.to}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return;
        event.preventDefault();
        go(props.to);
      }}
    >
      {props.children}
    </a>
  );
}

export function MainLink(props: { to: string; children: ReactNode }) {
  const { go } = useEntry();
  return (
    <a
      className="main"
      href={props.to}
      onClick={(event) => {
        event.preventDefault();
        go(props.to);
      }}
    >
      {props.children}
    </a>
  );
}

export function Notice(props: { tone: 'bad' | 'good'; children: ReactNode }) {
  return (
    <p className={`notice ${props.tone}`} role={props.tone === 'bad' ? 'alert' : 'status'}>
      {props.children}
    </p>
  );
}

/** Runs one act at a time and keeps its refusal as a sentence; what was typed stays where it is. */
export function useAct() {
  const sentence = useSentence();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>();
  const run = async (act: () => Promise<void>): Promise<void> => {
    if (busy) return;
    setBusy(true);
    setProblem(undefined);
    try {
      await act();
    } catch (refusal) {
      setProblem(refusal);
    } finally {
      setBusy(false);
    }
  };
  return {
    busy,
    run,
    problem,
    clear: () => setProblem(undefined),
    sentence: problem === undefined ? undefined : sentence(problem),
  };
}

export const onSubmit = (act: () => void) => (event: FormEvent) => {
  event.preventDefault();
  act();
};
