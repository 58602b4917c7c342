import { createContext, type ReactNode, useContext, useEffect, useRef } from 'react';
import { FlashBanner } from './flash.tsx';
import styles from './page-frame.module.css';

/** What stands behind the page's title in the browser's tab: the place. */
export const PlaceName = createContext('');

let visits = 0;

interface PageFrameProps {
  title: string;
  /** a word or two beside the title: how many there are */
  count?: ReactNode;
  /** one sentence: what this page is for */
  intro?: ReactNode;
  /** at most one secondary action, then the one primary action */
  actions?: ReactNode;
  /** the way back, as a link */
  crumb?: ReactNode;
  width?: 'wide' | 'narrow';
  children: ReactNode;
}

/** One page: heading that takes the focus when the page changes, confirmation on top, at most two actions. */
export function PageFrame({ title, count, intro, actions, crumb, width = 'wide', children }: PageFrameProps) {
  const place = useContext(PlaceName);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = place === '' ? title : `${title} · ${place}`;
  }, [title, place]);
  useEffect(() => {
    visits += 1;
    if (visits > 1) heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <div className={styles.page} data-width={width}>
      <FlashBanner />
      {crumb === undefined ? null : <div className={styles.crumb}>{crumb}</div>}
      <div className={styles.head}>
        <div className={styles.titles}>
          <h1 className={styles.title} ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {count === undefined ? null : (
            <span className={styles.count} data-figures>
              {count}
            </span>
          )}
          {intro === undefined ? null : <p className={styles.intro}>{intro}</p>}
        </div>
        {actions === undefined ? null : <div className={styles.actions}>{actions}</div>}
      </div>
      {children}
    </div>
  );
}
