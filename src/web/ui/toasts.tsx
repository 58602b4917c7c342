import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { useTranslations } from 'use-intl';
import { addToast, dismissToast, shownToasts, subscribeToasts, type Toast } from './toast-store.ts';
import styles from './toasts.module.css';

/** A word about something that finished elsewhere. */
export function toast(text: string, tone: Toast['tone'] = 'plain'): void {
  addToast({ text, tone, life: 6000 });
}

/** Done at once, and taken back for ten seconds: by the button, or by Ctrl+Z. */
export function undoToast(text: string, undo: () => void): void {
  addToast({ text, tone: 'plain', life: 10_000, undo });
}

/** Where toasts appear. Once, at the root. */
export function Toasts() {
  const t = useTranslations('ui');
  const toasts = useSyncExternalStore(subscribeToasts, shownToasts);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (!(event.ctrlKey || event.metaKey) || event.shiftKey || event.key.toLowerCase() !== 'z') return;
      const typing = event.target instanceof HTMLElement && event.target.matches('input, textarea, [contenteditable="true"]');
      const last = shownToasts().findLast((toast) => toast.undo !== undefined);
      if (typing || last === undefined) return;
      event.preventDefault();
      dismissToast(last.id);
      last.undo?.();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
  return (
    <section className={styles.stack} aria-label={t('messages')} data-no-print>
      <div role="status" aria-live="polite" style={{ display: 'contents' }}>
        {toasts.map((toast) => (
          <OneToast key={toast.id} {...toast} />
        ))}
      </div>
    </section>
  );
}

function OneToast({ id, text, tone, life, undo }: Toast) {
  const t = useTranslations('ui');
  const [paused, setPaused] = useState(false);
  const left = useRef(life);
  useEffect(() => {
    if (paused) return;
    const since = performance.now();
    const timer = setTimeout(() => dismissToast(id), left.current);
    return () => {
      clearTimeout(timer);
      left.current -= performance.now() - since;
    };
  }, [paused, id]);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: hovering only stops the clock
    <div
      className={styles.toast}
      data-tone={tone}
      data-paused={paused}
      style={{ '--life': `${life}ms` } as React.CSSProperties}
      onMouseEnter={() => setPaused(true)}
      onMouseLeave={() => setPaused(false)}
      onFocus={() => setPaused(true)}
      onBlur={() => setPaused(false)}
    >
      <span className={styles.words}>{text}</span>
      {undo === undefined ? null : (
        <button
          type="button"
          className={styles.undo}
          onClick={() => {
            dismissToast(id);
            undo();
          }}
        >
          {t('undo')}
        </button>
      )}
      <button type="button" className={styles.close} onClick={() => dismissToast(id)} aria-label={t('close')}>
        ✕
      </button>
      {undo === undefined ? null : <span className={styles.time} aria-hidden="true" />}
    </div>
  );
}
