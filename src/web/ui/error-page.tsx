import { Button } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useTranslations } from 'use-intl';
import { CopyField } from './copy-field.tsx';
import styles from './error-page.module.css';

export type ErrorKind = 'forbidden' | 'notFound' | 'offline' | 'broken';
const codes: Record<ErrorKind, string | null> = { forbidden: '403', notFound: '404', offline: null, broken: '500' };

interface ErrorPageProps {
  kind: ErrorKind;
  /** the number under which the server wrote down what happened */
  reference?: string | null;
  onRetry?: (() => void) | undefined;
  /** inside the shell, which has the main landmark already */
  inside?: boolean;
}

/** Says what happened, what is safe, and the one thing to do. */
export function ErrorPage({ kind, reference = null, onRetry, inside = false }: ErrorPageProps) {
  const t = useTranslations('ui.error');
  const Landmark = inside ? 'div' : 'main';
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = t(`${kind}Title`);
    heading.current?.focus({ preventScroll: true });
  }, [kind, t]);
  return (
    <Landmark className={styles.page}>
      {codes[kind] === null ? null : <p className={styles.code}>{codes[kind]}</p>}
      <h1 className={styles.title} ref={heading} tabIndex={-1}>
        {t(`${kind}Title`)}
      </h1>
      <p className={styles.words}>{t(kind)}</p>
      <div className={styles.actions}>
        {onRetry === undefined ? null : <Button onClick={onRetry}>{t('again')}</Button>}
        <Button component="a" href="/" variant={onRetry === undefined ? 'filled' : 'default'}>
          {t('home')}
        </Button>
      </div>
      {reference === null ? null : (
        <div className={styles.reference}>
          <CopyField label={t('reference')} value={reference} />
        </div>
      )}
    </Landmark>
  );
}
