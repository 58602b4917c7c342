import { IconArrowRight } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslations } from 'use-intl';
import home from '../home/home-page.module.css';
import { groupsQuery } from './group-queries.ts';

/** The groups I belong to, on the start page. */
export function MyGroups() {
  const t = useTranslations('groups');
  const { data } = useQuery(groupsQuery);
  const mine = (data ?? []).filter((group) => group.mine !== null);
  if (data === undefined) return null;
  return (
    <section className={home.steps} aria-labelledby="my-groups">
      <h2 className={home.heading} id="my-groups">
        {t('yours')}
      </h2>
      {mine.length === 0 ? (
        <p className={home.note}>{t('noneYours')}</p>
      ) : (
        <ul className={home.list}>
          {mine.map((group) => (
            <li key={group.id} className={home.step}>
              <span className={home.what}>
                <Link to="/groups/$id" params={{ id: group.id }} className={home.link ?? ''}>
                  {group.name}
                </Link>
                <span className={home.note}>{t('memberCount', { count: group.members })}</span>
              </span>
              <IconArrowRight size={18} stroke={1.6} className={home.arrow} aria-hidden="true" />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
