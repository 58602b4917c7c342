import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import type { UserRow } from '../../../contract/users.ts';
import { Avatar } from '../../ui/avatar.tsx';
import type { Column } from '../../ui/data-table-types.ts';
import { EmailText } from '../../ui/email-text.tsx';
import { ShortMoment } from '../../ui/moment.tsx';
import { Rail } from '../../ui/rail.tsx';
import { useWayWords } from '../users/use-way-words.ts';
import styles from '../users/users-page.module.css';
import { wayIn } from '../users/way-in.ts';

/** One person a row, one station a column: the moment it happened, or nothing. */
export function useStatusColumns(measured: boolean): readonly Column<UserRow>[] {
  const t = useTranslations('status');
  return useMemo<readonly Column<UserRow>[]>(() => {
    const moment = (
      id: string,
      header: string,
      at: (user: UserRow) => string | null,
      from: 'm' | 'l' | 'xl',
    ): Column<UserRow> => ({
      id,
      header,
      from,
      width: 112,
      card: 'line',
      blank: (user) => at(user) === null,
      cell: (user) => <When at={at(user)} />,
    });
    return [
      {
        id: 'name',
        header: t('person'),
        fixed: true,
        grow: true,
        width: '26%',
        card: 'title',
        cell: (user) => <Person user={user} />,
      },
      { id: 'way', header: t('now'), width: 262, card: 'plain', cell: (user) => <Way user={user} /> },
      moment('sent', t('sent'), (user) => user.facts.invitedAt, 'm'),
      moment('accepted', t('accepted'), (user) => user.facts.mailAcceptedAt, 'l'),
      ...(measured ? [moment('opened', t('opened'), (user) => user.facts.openedAt, 'xl')] : []),
      moment('visited', t('visited'), (user) => user.facts.visitedAt, 'l'),
      moment('activated', t('in'), (user) => user.facts.activatedAt, 'm'),
    ];
  }, [t, measured]);
}

function When({ at }: { at: string | null }) {
  return at === null ? <span aria-hidden="true">—</span> : <ShortMoment at={at} />;
}

function Person({ user }: { user: UserRow }) {
  return (
    <span className={styles.person}>
      <Avatar name={user.name} photo={user.photo} />
      <span className={styles.names}>
        <Link to="." search={(now) => ({ ...now, user: user.id })} className={styles.name ?? ''}>
          {user.name}
        </Link>
        <span className={styles.address} title={user.email ?? undefined}>
          {user.email === null ? user.userName : <EmailText address={user.email} />}
        </span>
      </span>
    </span>
  );
}

function Way({ user }: { user: UserRow }) {
  const say = useWayWords();
  const way = wayIn(user);
  return <Rail steps={way.steps} tone={way.tone} words={say(way)} />;
}
