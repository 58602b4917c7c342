import { IconFileUpload } from '@tabler/icons-react';
import { type ReactNode, useId, useState } from 'react';
import { useTranslations } from 'use-intl';
import styles from './file-drop.module.css';

interface FileDropProps {
  label: string;
  /** as an input takes it: ".csv,.xlsx" */
  accept: string;
  /** bytes */
  limit?: number;
  hint?: ReactNode;
  error?: string | null;
  onFile: (file: File) => void;
}

/** A place to drop a file on, or to choose one with a key or a finger. */
export function FileDrop({ label, accept, limit, hint, error = null, onFile }: FileDropProps) {
  const t = useTranslations('ui.file');
  const id = useId();
  const [over, setOver] = useState(false);
  const [tooLarge, setTooLarge] = useState(false);
  const take = (file: File | undefined): void => {
    if (file === undefined) return;
    const large = limit !== undefined && file.size > limit;
    setTooLarge(large);
    if (!large) onFile(file);
  };
  const wrong = tooLarge && limit !== undefined ? t('tooLarge', { limit: `${Math.round(limit / 1e6)} MB` }) : error;
  return (
    <div>
      <label
        className={styles.drop}
        data-over={over}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          take(event.dataTransfer.files[0]);
        }}
      >
        <input
          type="file"
          className={styles.input}
          accept={accept}
          aria-label={label}
          aria-describedby={wrong === null ? undefined : id}
          onChange={(event) => {
            take(event.currentTarget.files?.[0]);
            event.currentTarget.value = '';
          }}
        />
        <IconFileUpload size={30} stroke={1.4} className={styles.icon} aria-hidden="true" />
        <span className={styles.words}>{over ? t('release') : t.rich('drop', { choose: (words) => <u>{words}</u> })}</span>
        {hint === undefined ? null : <span className={styles.hint}>{hint}</span>}
      </label>
      {wrong === null ? null : (
        <p className={styles.error} id={id} role="alert">
          {wrong}
        </p>
      )}
    </div>
  );
}
