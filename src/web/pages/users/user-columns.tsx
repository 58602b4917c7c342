import { ActionIcon } from '@mantine/core';
import { IconDots, IconPencil } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import type { UserRow } from '../../../contract/users.ts';
import { LOCALE_NAMES } from '../../../kernel/locale.ts';
import { Avatar } from '../../ui/avatar.tsx';
import type { Column } from '../../ui/data-table-types.ts';
import { EmailText } from '../../ui/email-text.tsx';
import { Moment } from '../../ui/moment.tsx';
import { Rail } from '../../ui/rail.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { usePersonWords } from './person-words.ts';
import { useWayWords } from './use-way-words.ts';
import styles from './users-page.module.css';
import { wayIn } from './way-in.ts';

const nothing = <span aria-hidden="true">—</span>;

/** The columns of every list of people. */
export function useUserColumns(onOpen: (id: string) => void): readonly Column<UserRow>[] {
  const t = useTranslations('people');
  const words = usePersonWords();
  return useMemo<readonly Column<UserRow>[]>(
    () => [
      {
        id: 'name',
        header: t('name'),
        sort: 'name',
        fixed: true,
        grow: true,
        card: 'title',
        cell: (user) => <Name user={user} external={t('external')} noAddress={t('noAddress')} />,
      },
      {
        id: 'department',
        header: t('department'),
        from: 'm',
        blank: (user) => user.department === null,
        cell: (user) => user.department ?? nothing,
      },
      {
        id: 'jobTitle',
        header: t('jobTitle'),
        from: 'l',
        hidden: true,
        blank: (user) => user.jobTitle === null,
        cell: (user) => user.jobTitle ?? nothing,
      },
      {
        id: 'role',
        header: t('permissions'),
        from: 'l',
        width: 130,
        blank: (user) => user.role === 'member',
        cell: (user) => <StatusBadge>{words.role(user.role)}</StatusBadge>,
      },
      {
        id: 'externalId',
        header: t('externalId'),
        from: 'l',
        hidden: true,
        blank: (user) => user.externalId === null,
        cell: (user) => user.externalId ?? nothing,
      },
      { id: 'locale', header: t('language'), from: 'l', hidden: true, card: 'hidden', cell: (user) => LOCALE_NAMES[user.locale] },
      { id: 'source', header: t('source'), from: 'l', hidden: true, card: 'hidden', cell: (user) => words.source(user.source) },
      {
        id: 'created',
        header: t('added'),
        sort: 'created',
        from: 'l',
        hidden: true,
        card: 'hidden',
        cell: (user) => <Moment at={user.createdAt} />,
      },
      {
        id: 'seen',
        header: t('lastSeen'),
        sort: 'seen',
        from: 'l',
        hidden: true,
        card: 'hidden',
        width: 130,
        cell: (user) =>
          user.facts.lastSeenAt === null ? (
            nothing
          ) : (
            <span className={styles.dim}>
              <Moment at={user.facts.lastSeenAt} />
            </span>
          ),
      },
      { id: 'way', header: t('wayIn'), width: 290, card: 'plain', cell: (user) => <Way user={user} /> },
      {
        id: 'actions',
        header: t('actions'),
        fixed: true,
        card: 'actions',
        align: 'end',
        width: 92,
        cell: (user) => (
          <span className={styles.acts}>
            <ActionIcon
              size={32}
              onClick={() => onOpen(user.id)}
              aria-label={t('editNamed', { name: user.name })}
              title={t('edit')}
            >
              <IconPencil size={17} stroke={1.6} />
            </ActionIcon>
            <ActionIcon
              size={32}
              onClick={() => onOpen(user.id)}
              aria-label={t('actionsNamed', { name: user.name })}
              title={t('actions')}
            >
              <IconDots size={18} stroke={1.8} />
            </ActionIcon>
          </span>
        ),
      },
    ],
    [t, words, onOpen],
  );
}

function Name({ user, external, noAddress }: { user: UserRow; external: string; noAddress: string }) {
  return (
    <span className={styles.person}>
      <Avatar name={user.name} photo={user.photo} size={32} />
      <span className={styles.names}>
        <span className={styles.nameLine}>
          <Link
            to="."
            search={(now) => ({ ...now, user: user.id })}
            className={styles.name ?? ''}
            title={user.name.length > 60 ? user.name : undefined}
          >
            {user.name}
          </Link>
          {user.kind === 'external' ? <StatusBadge tone="amber">{external}</StatusBadge> : null}
        </span>
        <span className={styles.address} title={user.email !== null && user.email.length > 34 ? user.email : undefined}>
          {user.email === null ? (user.userName ?? noAddress) : <EmailText address={user.email} />}
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
