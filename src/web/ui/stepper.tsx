import { useTranslations } from 'use-intl';
import styles from './stepper.module.css';

export interface Step {
  id: string;
  label: string;
}
interface StepperProps {
  steps: readonly Step[];
  now: string;
  label: string;
  /** the way back to a step that is done */
  onBack?: ((id: string) => void) | undefined;
}

/** Where one is in a longer task: the rail again, with a word to each bar. */
export function Stepper({ steps, now, label, onBack }: StepperProps) {
  const t = useTranslations('ui.steps');
  const at = steps.findIndex((step) => step.id === now);
  return (
    <ol className={styles.list} aria-label={`${label}: ${t('of', { step: at + 1, count: steps.length })}`}>
      {steps.map((step, index) => {
        const state = index < at ? 'done' : index === at ? 'now' : 'later';
        return (
          <li key={step.id} className={styles.step} data-state={state} aria-current={state === 'now' ? 'step' : undefined}>
            <span className={styles.words}>
              {state === 'done' && onBack !== undefined ? (
                <button type="button" className={styles.back} onClick={() => onBack(step.id)}>
                  {step.label}
                </button>
              ) : (
                step.label
              )}
            </span>
          </li>
        );
      })}
    </ol>
  );
}
