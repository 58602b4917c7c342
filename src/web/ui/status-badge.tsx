import type { ReactNode } from 'react';
import styles from './status-badge.module.css';

export type BadgeTone = 'plain' | 'good' | 'amber' | 'red' | 'brand';

/** A word or two in a box of its tone. The word carries the meaning. */
export function StatusBadge({ tone = 'plain', children }: { tone?: BadgeTone; children: ReactNode }) {
  return (
    <span className={styles.badge} data-tone={tone}>
      {children}
    </span>
  );
}
