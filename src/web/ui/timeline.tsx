import type { ReactNode } from 'react';
import type { RailState } from './rail.tsx';
import styles from './timeline.module.css';

export interface TimelineEntry {
  id: string;
  state: RailState;
  what: ReactNode;
  when?: ReactNode;
  /** somebody else's own words (a mail server's), one click away */
  more?: { label: string; text: string };
}

/** What happened, in the order it happened. */
export function Timeline({ entries, label }: { entries: readonly TimelineEntry[]; label: string }) {
  return (
    <ol className={styles.list} aria-label={label}>
      {entries.map((entry) => (
        <li key={entry.id} className={styles.entry} data-state={entry.state}>
          <span className={styles.dot} aria-hidden="true" />
          <div>
            <div className={styles.what}>{entry.what}</div>
            {entry.when === undefined ? null : <div className={styles.when}>{entry.when}</div>}
            {entry.more === undefined ? null : (
              <details className={styles.more}>
                <summary>{entry.more.label}</summary>
                <pre>{entry.more.text}</pre>
              </details>
            )}
          </div>
        </li>
      ))}
    </ol>
  );
}
