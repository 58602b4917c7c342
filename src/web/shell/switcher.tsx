import { Link } from '@tanstack/react-router';
import { useTranslations } from 'use-intl';
import { useSession } from '../session.tsx';
import { Mark } from '../ui/mark.tsx';
import styles from './switcher.module.css';

/** Where I am: the environment, and which side of it. */
export function Switcher({ area }: { area: 'admin' | 'member' }) {
  const t = useTranslations('shell');
  const { tenant } = useSession();
  return (
    <div className={styles.switcher}>
      <Link to="/" className={styles.home ?? ''} title={tenant.name}>
        {tenant.logo === null ? <Mark className={styles.mark} /> : <img className={styles.logo} src={tenant.logo} alt="" />}
        <span className={styles.name}>{tenant.name}</span>
      </Link>
      {area === 'admin' ? (
        <Link to="/admin" className={styles.area ?? ''}>
          <span className={styles.slash} aria-hidden="true">
            /
          </span>
          <span>{t('admin')}</span>
        </Link>
      ) : null}
    </div>
  );
}
