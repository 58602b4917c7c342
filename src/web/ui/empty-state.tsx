import type { ReactNode } from 'react';
import styles from './empty-state.module.css';

interface EmptyStateProps {
  /** nothing yet: the way stands ready · nothing matches: the way with a gap · no right: the door is closed */
  kind: 'nothingYet' | 'nothingMatches' | 'noRight';
  title: string;
  children?: ReactNode;
  /** the next step */
  action?: ReactNode;
}

/** A list without rows says what it is for, and what to do next. */
export function EmptyState({ kind, title, children, action }: EmptyStateProps) {
  return (
    <div className={styles.empty}>
      <Picture kind={kind} />
      <h2 className={styles.title}>{title}</h2>
      {children === undefined ? null : <p className={styles.words}>{children}</p>}
      {action === undefined ? null : <div className={styles.action}>{action}</div>}
    </div>
  );
}

function Picture({ kind }: { kind: EmptyStateProps['kind'] }) {
  if (kind === 'noRight') {
    return (
      <svg
        className={styles.picture}
        width="40"
        height="48"
        viewBox="0 0 40 48"
        fill="none"
        stroke="currentColor"
        strokeWidth="2"
        aria-hidden="true"
      >
        <path d="M4 18A16 16 0 0 1 36 18V46H4Z" strokeLinejoin="round" />
        <circle cx="28" cy="28" r="2" fill="currentColor" stroke="none" />
      </svg>
    );
  }
  const missing = kind === 'nothingMatches' ? 2 : -1;
  return (
    <svg className={styles.picture} width="116" height="26" viewBox="0 0 116 26" aria-hidden="true">
      {[0, 1, 2, 3, 4].map((step) =>
        step === missing ? (
          <circle
            key={step}
            cx={step * 24 + 10}
            cy="13"
            r="9"
            fill="none"
            stroke="currentColor"
            strokeWidth="2"
            strokeDasharray="3 4"
          />
        ) : (
          <rect
            key={step}
            x={step * 24}
            y="9"
            width="20"
            height="8"
            rx="4"
            className={step === 0 && kind === 'nothingYet' ? 'done' : undefined}
            fill="currentColor"
          />
        ),
      )}
    </svg>
  );
}
