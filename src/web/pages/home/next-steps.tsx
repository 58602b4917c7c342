import { IconArrowRight } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslations } from 'use-intl';
import { useMay, useSession } from '../../session.tsx';
import { stationsQuery } from '../../stations.ts';
import styles from './home-page.module.css';

interface Step {
  id: 'people' | 'content' | 'open' | 'send' | 'watch';
  to: string;
  done: boolean;
  shown: boolean;
}

/** For whoever runs the place: the walk from an empty list to everybody in, and how far it is. */
export function NextSteps() {
  const t = useTranslations('home.steps');
  const { tenant } = useSession();
  const may = useMay();
  const { data } = useQuery(stationsQuery);
  if (data === undefined) return null;
  const steps: Step[] = (
    [
      { id: 'people', to: '/admin/imports', done: data.added > 1, shown: may('imports.run') },
      { id: 'content', to: '/admin/welcome', done: data.invited > 1, shown: may('welcome.read') },
      { id: 'open', to: '/admin/settings', done: !tenant.sealed, shown: may('sending.open') && tenant.sealed },
      { id: 'send', to: '/admin/welcome', done: data.invited > 1, shown: may('welcome.send') },
      { id: 'watch', to: '/admin/status', done: data.added > 1 && data.activated >= data.added, shown: may('mail.read') },
    ] satisfies Step[]
  ).filter((step) => step.shown);
  if (steps.length === 0) return null;
  return (
    <section className={styles.steps} aria-labelledby="next">
      <h2 className={styles.heading} id="next">
        {t('title')}
      </h2>
      <ol className={styles.list}>
        {steps.map((step) => (
          <li key={step.id} className={styles.step} data-done={step.done}>
            <span className={styles.dot} aria-hidden="true" />
            <span className={styles.what}>
              <Link to={step.to as '/admin'} className={styles.link ?? ''}>
                {t(step.id)}
              </Link>
              <span className={styles.note}>
                {step.done ? t('done') : t(`${step.id}Note`, { waiting: Math.max(0, data.invited - data.activated) })}
              </span>
            </span>
            <IconArrowRight size={18} stroke={1.6} className={styles.arrow} aria-hidden="true" />
          </li>
        ))}
      </ol>
    </section>
  );
}
