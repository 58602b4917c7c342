import { CloseButton, Modal } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useMay } from '../session.tsx';
import styles from './search.module.css';
import { SearchResults } from './search-results.tsx';
import { useFinds } from './use-finds.ts';

/** Ctrl+K: people and actions, from anywhere. */
export function Search() {
  const label = useSearchLabel();
  const [opened, setOpened] = useState(false);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        setOpened((now) => !now);
      }
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
  return (
    <>
      <button
        type="button"
        className={styles.field}
        onClick={() => setOpened(true)}
        aria-label={label}
        aria-keyshortcuts="Control+K"
      >
        <IconSearch size={19} stroke={1.8} aria-hidden="true" />
        <span className={styles.words}>{label}</span>
        <kbd className={styles.key}>Ctrl K</kbd>
      </button>
      <Modal.Root opened={opened} onClose={() => setOpened(false)} size={560} yOffset="10vh" centered={false}>
        <Modal.Overlay color="var(--veil)" backgroundOpacity={1} />
        <Modal.Content aria-label={label} className={styles.content ?? ''}>
          <Finder onClose={() => setOpened(false)} />
        </Modal.Content>
      </Modal.Root>
    </>
  );
}

/** Only whoever sees the directory finds people. */
function useSearchLabel(): string {
  const t = useTranslations('shell.search');
  return t(useMay()('users.read') ? 'label' : 'labelPages');
}

function Finder({ onClose }: { onClose: () => void }) {
  const t = useTranslations('shell.search');
  const label = useSearchLabel();
  const ui = useTranslations('ui');
  const [typed, setTyped] = useState('');
  const [place, setPlace] = useState(0);
  const { finds, busy } = useFinds(typed);
  const at = Math.min(place, Math.max(0, finds.length - 1));
  const go = (index: number): void => {
    const find = finds[index];
    if (find === undefined) return;
    onClose();
    find.go();
  };
  return (
    <>
      <div className={styles.inputRow}>
        <IconSearch size={18} stroke={1.8} aria-hidden="true" />
        <input
          className={styles.input}
          data-autofocus
          role="combobox"
          aria-expanded="true"
          aria-controls="finds"
          aria-activedescendant={finds.length > 0 ? `find-${at}` : undefined}
          aria-label={label}
          aria-autocomplete="list"
          placeholder={label}
          autoComplete="off"
          spellCheck={false}
          value={typed}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            setPlace(0);
          }}
          onKeyDown={(event) => {
            const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
            if (step !== 0) {
              event.preventDefault();
              setPlace((at + step + finds.length) % Math.max(1, finds.length));
            } else if (event.key === 'Enter') {
              event.preventDefault();
              go(at);
            }
          }}
        />
        <CloseButton onClick={onClose} aria-label={ui('close')} />
      </div>
      <SearchResults finds={finds} at={at} label={t('results')} onPoint={setPlace} onGo={go} />
      {finds.length === 0 ? (
        <p className={styles.none} role="status">
          {busy ? t('busy') : t('none', { text: typed.trim() })}
        </p>
      ) : null}
    </>
  );
}
