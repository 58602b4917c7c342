import { useQuery } from '@tanstack/react-query';
import { Link, useLocation } from '@tanstack/react-router';
import { useFormatter, useTranslations } from 'use-intl';
import { useSession } from '../session.tsx';
import { stationsQuery } from '../stations.ts';
import { type AdminEntry, entriesFor } from './admin-entries.ts';
import styles from './sidebar.module.css';

/** The components of the admin panel. Users comes first and stands open. */
export function Sidebar() {
  const t = useTranslations('shell');
  const me = useSession();
  const { pathname } = useLocation();
  const { first, office } = entriesFor(me);
  const item = (entry: AdminEntry) => (
    <li key={entry.word}>
      <Link
        to={entry.to as '/admin'}
        className={styles.item ?? ''}
        data-level={entry.level}
        data-state={stateOf(entry, pathname)}
        aria-current={isHere(entry, pathname) ? 'page' : undefined}
      >
        <span>{t(entry.word)}</span>
        {entry.word === 'statusEmail' ? <StuckCount /> : null}
      </Link>
    </li>
  );
  return (
    <>
      <ul className={styles.list}>{first.map(item)}</ul>
      {office.length === 0 ? null : (
        <>
          <p className={styles.caption} id="office">
            {t('office')}
          </p>
          <ul className={styles.list} aria-labelledby="office">
            {office.map(item)}
          </ul>
        </>
      )}
    </>
  );
}

const isHere = (entry: AdminEntry, pathname: string): boolean =>
  entry.group === undefined &&
  (pathname === entry.to || pathname.startsWith(`${entry.to}/`)) &&
  !(entry.exact && pathname !== entry.to);

function stateOf(entry: AdminEntry, pathname: string): 'chosen' | 'here' | undefined {
  if (entry.group !== undefined)
    return entry.group.some((path) => pathname === path || pathname.startsWith(`${path}/`)) ? 'chosen' : undefined;
  if (!isHere(entry, pathname)) return undefined;
  return entry.level === 2 ? 'here' : 'chosen';
}

/** How many people are stuck: their mail came back or was not taken. */
function StuckCount() {
  const t = useTranslations('shell');
  const format = useFormatter();
  const me = useSession();
  const { data } = useQuery({ ...stationsQuery, enabled: me.permissions.includes('users.read') });
  if (data === undefined || data.stuck === 0) return null;
  return (
    <span className={styles.badge} title={t('stuck', { count: data.stuck })}>
      <span aria-hidden="true">{format.number(data.stuck)}</span>
      <span className={styles.heard}>{t('stuck', { count: data.stuck })}</span>
    </span>
  );
}
