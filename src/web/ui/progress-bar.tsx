import { type ReactNode, useId } from 'react';
import styles from './progress-bar.module.css';

interface ProgressBarProps {
  /** what is going on */
  label: string;
  /** 0 to 1; null: nobody knows yet */
  share: number | null;
  /** how far, in words: "812 of 1,200 · about 2 minutes left" */
  note?: ReactNode;
  tone?: 'good' | 'amber' | 'red';
  /** a button to stop */
  action?: ReactNode;
}

/** Long work, that may be left alone and come back to. */
export function ProgressBar({ label, share, note, tone = 'good', action }: ProgressBarProps) {
  const id = useId();
  const percent = share === null ? undefined : Math.round(Math.min(1, Math.max(0, share)) * 100);
  return (
    <div className={styles.wrap}>
      <div className={styles.words}>
        <span className={styles.label} id={id}>
          {label}
        </span>
        {action}
      </div>
      <div
        className={styles.track}
        role="progressbar"
        aria-labelledby={id}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
      >
        <div className={styles.fill} data-tone={tone} data-unknown={share === null} style={{ width: `${percent ?? 0}%` }} />
      </div>
      {note === undefined ? null : (
        <span className={styles.note} role="status">
          {note}
        </span>
      )}
    </div>
  );
}
