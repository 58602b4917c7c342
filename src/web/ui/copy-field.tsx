import { Button, VisuallyHidden } from '@mantine/core';
import { useId, useState } from 'react';
import { useTranslations } from 'use-intl';
import styles from './copy-field.module.css';

/** Puts a text on the clipboard, also where the browser allows it only by the old way (a page without https). */
export async function copyText(value: string): Promise<void> {
  if (navigator.clipboard !== undefined && window.isSecureContext) {
    await navigator.clipboard.writeText(value);
    return;
  }
  const field = document.createElement('textarea');
  field.value = value;
  field.style.position = 'fixed';
  field.style.opacity = '0';
  document.body.append(field);
  field.select();
  document.execCommand('copy');
  field.remove();
}

/** Something to take along: a key, a link, a reference number. */
export function CopyField({ label, value }: { label: string; value: string }) {
  const t = useTranslations('ui');
  const id = useId();
  const [copied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    await copyText(value);
    setCopied(true);
    setTimeout(() => setCopied(false), 2500);
  };
  return (
    <div>
      <span className={styles.label} id={id}>
        {label}
      </span>
      <div className={styles.field}>
        <code className={styles.value}>{value}</code>
        <Button variant="subtle" size="compact-sm" miw={86} onClick={() => void copy()} aria-describedby={id}>
          {copied ? t('copied') : t('copy')}
        </Button>
      </div>
      <VisuallyHidden role="status">{copied ? t('copied') : ''}</VisuallyHidden>
    </div>
  );
}
