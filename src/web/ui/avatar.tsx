import styles from './avatar.module.css';
import { initials } from './initials.ts';

/** The first letters of a name in a circle; the name itself stands beside it. */
export function Avatar({ name, size = 32 }: { name: string; size?: number }) {
  return (
    <span className={styles.avatar} style={{ '--size': `${size}px` } as React.CSSProperties} aria-hidden="true">
      {initials(name)}
    </span>
  );
}
