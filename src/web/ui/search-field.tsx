import { IconSearch } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import styles from './search-field.module.css';

interface SearchFieldProps {
  label: string;
  value: string;
  /** called while typing, at most every 150 ms */
  onChange: (value: string) => void;
  /** `/` anywhere on the page leads here: for the one field that a page is about */
  slash?: boolean;
  /** the arrow down: on to what was found */
  onDown?: () => void;
}

/** Finds while one types. The text belongs to the address; what is typed meanwhile is never overwritten. */
export function SearchField({ label, value, onChange, slash = false, onDown }: SearchFieldProps) {
  const t = useTranslations('ui');
  const [typed, setTyped] = useState(value);
  const told = useRef(value);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => {
    if (value !== told.current) {
      told.current = value;
      setTyped(value);
    }
  }, [value]);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (!slash) return;
    const onKey = (event: KeyboardEvent): void => {
      const elsewhere =
        (event.target instanceof HTMLElement && event.target.matches('input:not([type="checkbox"]), textarea, select')) ||
        document.querySelector('[role="dialog"]') !== null;
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || elsewhere) return;
      event.preventDefault();
      input.current?.select();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [slash]);
  const tell = (next: string, wait: number): void => {
    setTyped(next);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      told.current = next.trim();
      onChange(told.current);
    }, wait);
  };
  return (
    <search className={styles.field}>
      <IconSearch size={16} stroke={1.8} className={styles.icon} aria-hidden="true" />
      <input
        ref={input}
        type="search"
        aria-keyshortcuts={slash ? '/' : undefined}
        className={styles.input}
        aria-label={label}
        placeholder={label}
        value={typed}
        autoComplete="off"
        maxLength={120}
        spellCheck={false}
        onChange={(event) => tell(event.currentTarget.value, 150)}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && typed !== '') {
            event.preventDefault();
            tell('', 0);
          } else if (event.key === 'ArrowDown' && onDown !== undefined) {
            event.preventDefault();
            onDown();
          }
        }}
      />
      {typed === '' ? null : (
        <button
          type="button"
          className={styles.clear}
          onClick={() => {
            tell('', 0);
            input.current?.focus();
          }}
          aria-label={t('clearSearch')}
        >
          ✕
        </button>
      )}
    </search>
  );
}
