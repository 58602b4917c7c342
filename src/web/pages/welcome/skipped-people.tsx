import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useFormatter, useTranslations } from 'use-intl';
import type { AudienceInput, WelcomeReason } from '../../../contract/welcome.ts';
import { api } from '../../api.ts';
import styles from './welcome.module.css';

/** The people who get none for one reason, each a link to the person. */
export function SkippedPeople({
  audience,
  onlyNew,
  reason,
}: {
  audience: AudienceInput;
  onlyNew: boolean;
  reason: WelcomeReason;
}) {
  const t = useTranslations('welcome.send');
  const format = useFormatter();
  const { data, hasNextPage, fetchNextPage, isFetching } = useInfiniteQuery({
    queryKey: ['welcome', 'skipped', audience, onlyNew, reason],
    queryFn: ({ pageParam }) =>
      api.welcome.previewSkipped({ body: { audience, onlyNew, reason, ...(pageParam === null ? {} : { after: pageParam }) } }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
  const day = (text: string | null) =>
    text === null ? null : format.dateTime(new Date(`${text}T12:00:00Z`), { dateStyle: 'medium' });
  return (
    <div className={styles.people}>
      <ul>
        {data?.pages
          .flatMap((page) => page.people)
          .map((person) => (
            <li key={person.id}>
              <Link to="/admin/users" search={{ user: person.id, blocked: true } as never}>
                {person.name}
              </Link>
              <span className={styles.dim}>
                {' '}
                {[
                  person.email,
                  reason === 'heldUntil' ? day(person.welcomeOn) : null,
                  reason === 'ended' ? day(person.endDate) : null,
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
            </li>
          ))}
      </ul>
      {hasNextPage ? (
        <Button variant="subtle" size="compact-xs" loading={isFetching} onClick={() => void fetchNextPage()}>
          {t('more')}
        </Button>
      ) : null}
    </div>
  );
}
