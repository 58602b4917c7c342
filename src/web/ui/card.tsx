import type { ReactNode } from 'react';
import styles from './card.module.css';

/** A part of a page with a heading of its own. Never inside another card. */
export function Card({
  title,
  words,
  help,
  children,
}: {
  title?: string;
  words?: ReactNode;
  help?: ReactNode;
  children: ReactNode;
}) {
  return (
    <section className={styles.card}>
      {title === undefined ? null : (
        <h2 className={styles.title}>
          {title}
          {help}
        </h2>
      )}
      {words === undefined ? null : <p className={styles.words}>{words}</p>}
      <div className={title === undefined ? undefined : styles.body}>{children}</div>
    </section>
  );
}

/** Fields under each other, as wide as reads well. */
export function FormStack({ children }: { children: ReactNode }) {
  return <div className={styles.form}>{children}</div>;
}
