import { useState } from 'react';
import styles from './avatar.module.css';
import { initials } from './initials.ts';

/** A face in a circle: the photo, or the first letters of the name. The name itself stands beside it. */
export function Avatar({ name, photo = null, size = 32 }: { name: string; photo?: string | null; size?: number }) {
  const [missing, setMissing] = useState<string | null>(null);
  return (
    <span className={styles.avatar} style={{ '--size': `${size}px` } as React.CSSProperties} aria-hidden="true">
      {photo === null || photo === missing ? (
        initials(name)
      ) : (
        <img className={styles.photo} src={photo} alt="" loading="lazy" onError={() => setMissing(photo)} />
      )}
    </span>
  );
}
