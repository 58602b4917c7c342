import type { ReactNode } from 'react';
import styles from './mail-frame.module.css';

/** From, to, subject: terms and what they are. */
export function MailHead({ children }: { children: ReactNode }) {
  return <dl className={styles.head}>{children}</dl>;
}

interface MailFrameProps {
  /** undefined: not there yet */
  html: string | undefined;
  title: string;
  dark?: boolean;
  narrow?: boolean;
  links?: boolean;
}

/** A mail as its reader sees it, in a frame of its own that can run nothing. Light or dark as asked for, whatever this page is. */
export function MailFrame({ html, title, dark = false, narrow = false, links = false }: MailFrameProps) {
  const shown = html
    ?.replaceAll('@media (prefers-color-scheme: dark)', dark ? '@media all' : '@media not all')
    .replace('<head>', links ? '<head><base target="_blank">' : '<head><style>a{pointer-events:none}</style>');
  return (
    <div className={styles.box} data-narrow={narrow}>
      {shown === undefined ? null : (
        <iframe
          title={title}
          className={styles.frame}
          srcDoc={shown}
          sandbox={links ? 'allow-popups allow-popups-to-escape-sandbox' : ''}
          referrerPolicy="no-referrer"
        />
      )}
    </div>
  );
}

/** A mail as a reader without pictures and colours sees it. */
export function MailText({ lang, children }: { lang: string; children: string }) {
  return (
    <pre className={styles.text} lang={lang}>
      {children}
    </pre>
  );
}
