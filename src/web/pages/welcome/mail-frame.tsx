import styles from './welcome.module.css';

interface MailFrameProps {
  html: string;
  title: string;
  dark?: boolean;
  narrow?: boolean;
  links?: boolean;
}

/** A mail as its reader sees it, in a frame of its own that can run nothing. Light or dark as asked for, whatever this page is. */
export function MailFrame({ html, title, dark = false, narrow = false, links = false }: MailFrameProps) {
  const shown = html
    .replaceAll('@media (prefers-color-scheme: dark)', dark ? '@media all' : '@media not all')
    .replace('<head>', links ? '<head><base target="_blank">' : '<head><style>a{pointer-events:none}</style>');
  return (
    <div className={styles.frameBox} data-narrow={narrow}>
      <iframe
        title={title}
        className={styles.frame}
        srcDoc={shown}
        sandbox={links ? 'allow-popups allow-popups-to-escape-sandbox' : ''}
        referrerPolicy="no-referrer"
      />
    </div>
  );
}
