import { IconSearch } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import styles from './search-field.module.css';

interface SearchFieldProps {
  label: string;
  value: string;
  /** called while typing, at most every 150 ms */
  onChange: (value: string) => void;
}

/** Finds while one types. The text belongs to the address; what is typed meanwhile is never overwritten. */
export function SearchField({ label, value, onChange }: SearchFieldProps) {
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
        type="search"
        className={styles.input}
        aria-label={label}
        placeholder={label}
        value={typed}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => tell(event.currentTarget.value, 150)}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && typed !== '') {
            event.preventDefault();
            tell('', 0);
          }
        }}
      />
      {typed === '' ? null : (
        <button type="button" className={styles.clear} onClick={() => tell('', 0)} aria-label={t('clearSearch')}>
          ✕
        </button>
      )}
    </search>
  );
}
