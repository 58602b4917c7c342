import { IconArrowRight } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { Avatar } from '../ui/avatar.tsx';
import styles from './search.module.css';
import type { Find } from './use-finds.ts';

interface SearchResultsProps {
  finds: readonly Find[];
  at: number;
  label: string;
  onPoint: (index: number) => void;
  onGo: (index: number) => void;
}

export function SearchResults({ finds, at, label, onPoint, onGo }: SearchResultsProps) {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.querySelector(`#find-${at}`)?.scrollIntoView({ block: 'nearest' });
  }, [at]);
  return (
    <div className={styles.results} role="listbox" id="finds" aria-label={label} ref={list} hidden={finds.length === 0}>
      {finds.map((find, index) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the keys
        // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the field
        <div
          key={find.id}
          id={`find-${index}`}
          role="option"
          aria-selected={index === at}
          className={styles.result}
          onMouseMove={() => onPoint(index)}
          onClick={() => onGo(index)}
        >
          {find.kind === 'person' ? (
            <Avatar name={find.name} size={28} />
          ) : (
            <IconArrowRight size={18} stroke={1.6} aria-hidden="true" />
          )}
          <span className={styles.name}>
            {find.name}
            {find.note === null ? null : <small>{find.note}</small>}
          </span>
        </div>
      ))}
    </div>
  );
}
