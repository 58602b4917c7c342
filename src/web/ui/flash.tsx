import { useEffect, useSyncExternalStore } from 'react';
import styles from './banner.module.css';
import { Banner } from './banner.tsx';

export interface Flash {
  text: string;
  tone?: 'good' | 'amber' | 'red';
}

let current: Flash | null = null;
let shownAt: string | null = null;
const listeners = new Set<() => void>();

function set(next: Flash | null): void {
  current = next;
  shownAt = null;
  for (const listener of listeners) listener();
}
const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** Says, on top of this page or of the next one, what has just been done. Stays until closed or until the page after. */
export function flash(text: string, tone: Flash['tone'] = 'good'): void {
  set({ text, tone });
}

export function FlashBanner() {
  const shown = useSyncExternalStore(subscribe, () => current);
  useEffect(() => {
    if (shown === null) return;
    if (shownAt === null) shownAt = location.pathname;
    else if (shownAt !== location.pathname) set(null);
  }, [shown]);
  return (
    <div role="status" className={styles.above}>
      {shown === null ? null : (
        <Banner tone={shown.tone ?? 'good'} onClose={() => set(null)}>
          {shown.text}
        </Banner>
      )}
    </div>
  );
}
