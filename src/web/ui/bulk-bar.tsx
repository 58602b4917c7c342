import { Menu, VisuallyHidden } from '@mantine/core';
import { IconChevronUp } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useTranslations } from 'use-intl';
import styles from './bulk-bar.module.css';

export interface BulkAct {
  id: string;
  label: string;
  onClick: () => void;
  disabled?: boolean;
  /** the one that stands out */
  primary?: boolean;
  /** stands in the menu behind the others */
  more?: boolean;
}

interface BulkBarProps {
  /** how many are chosen; null: all that match, not counted */
  count: number | null;
  /** offers "choose all n" while not everything is chosen yet */
  total: number | null;
  everything: boolean;
  onAll?: (() => void) | undefined;
  onClear: () => void;
  acts: readonly BulkAct[];
}

/** Floats over the list while something is chosen; Esc lets go. */
export function BulkBar({ count, total, everything, onAll, onClear, acts }: BulkBarProps) {
  const t = useTranslations('ui.bulk');
  const more = useRef<HTMLButtonElement>(null);
  const shown = count === null || count > 0;
  useEffect(() => {
    if (!shown) return;
    const onKey = (event: KeyboardEvent): void => {
      // Where nothing moves, the dialog or menu that Escape was meant for is gone from the page by now.
      const meant = event.target instanceof Element && event.target.closest('[role="dialog"], [role="menu"]') !== null;
      const busy = event.defaultPrevented || meant || document.querySelector('[role="dialog"]') !== null;
      if (event.key === 'Escape' && !busy) onClear();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [shown, onClear]);
  const words = count === null ? t('everything') : t('chosen', { count });
  return (
    <div className={styles.place} data-no-print>
      <VisuallyHidden role="status">{shown ? words : ''}</VisuallyHidden>
      {shown ? (
        <section className={styles.bar} aria-label={t('label')}>
          <span className={styles.count}>{words}</span>
          {onAll !== undefined && !everything && (total === null || (count !== null && total > count)) ? (
            <button type="button" className={`${styles.plain} ${styles.all}`} onClick={onAll}>
              {total === null ? t('chooseEverything') : t('chooseAll', { count: total })}
            </button>
          ) : null}
          {acts
            .filter((act) => !act.more)
            .map((act) => (
              <button
                key={act.id}
                type="button"
                className={act.primary ? styles.primary : styles.plain}
                disabled={act.disabled}
                onClick={act.onClick}
              >
                {act.label}
              </button>
            ))}
          {acts.some((act) => act.more) ? (
            <Menu position="top-end" zIndex={300} onClose={() => more.current?.focus()}>
              <Menu.Target>
                <button ref={more} type="button" className={styles.plain}>
                  {t('more')} <IconChevronUp size={15} stroke={1.8} aria-hidden="true" style={{ verticalAlign: '-2px' }} />
                </button>
              </Menu.Target>
              <Menu.Dropdown>
                {acts
                  .filter((act) => act.more)
                  .map((act) => (
                    <Menu.Item key={act.id} onClick={act.onClick} disabled={act.disabled ?? false}>
                      {act.label}
                    </Menu.Item>
                  ))}
              </Menu.Dropdown>
            </Menu>
          ) : null}
          <button type="button" className={`${styles.plain} ${styles.close}`} onClick={onClear} aria-label={t('clear')}>
            ✕
          </button>
        </section>
      ) : null}
    </div>
  );
}
