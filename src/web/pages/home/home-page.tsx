import { IconArrowRight } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useContext, useEffect, useRef } from 'react';
import { useTranslations } from 'use-intl';
import { useMay, useSession } from '../../session.tsx';
import { FlashBanner } from '../../ui/flash.tsx';
import { PlaceName } from '../../ui/page-frame.tsx';
import { MyGroups } from '../groups/my-groups.tsx';
import styles from './home-page.module.css';
import { NextSteps } from './next-steps.tsx';

/** The member's start page: a greeting, and what there is to do. */
export function HomePage() {
  const t = useTranslations('home');
  const { user, tenant } = useSession();
  const may = useMay();
  const place = useContext(PlaceName);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = place;
  }, [place]);
  const hour = new Date().getHours();
  const part = hour < 6 ? 'night' : hour < 12 ? 'morning' : hour < 18 ? 'afternoon' : 'evening';
  const name = user.firstName === '' ? user.name : user.firstName;
  return (
    <div className={styles.page}>
      <FlashBanner />
      <h1 className={styles.title} ref={heading} tabIndex={-1}>
        {t(part, { name })}
      </h1>
      <p className={styles.words}>{t('words', { place: tenant.name })}</p>
      {may('users.read') ? <NextSteps /> : null}
      <MyGroups />
      <section className={styles.steps} aria-labelledby="yours">
        <h2 className={styles.heading} id="yours">
          {t('yours')}
        </h2>
        <ul className={styles.list}>
          <li className={styles.step}>
            <span className={styles.what}>
              <Link to="/profile" className={styles.link ?? ''}>
                {t('profile')}
              </Link>
              <span className={styles.note}>{t('profileNote')}</span>
            </span>
            <IconArrowRight size={18} stroke={1.6} className={styles.arrow} aria-hidden="true" />
          </li>
        </ul>
      </section>
    </div>
  );
}
