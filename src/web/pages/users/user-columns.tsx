import { ActionIcon } from '@mantine/core';
import { IconDots, IconPencil } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import type { UserListRow, UserRow } from '../../../contract/users.ts';
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

/** The columns of the overview; those that can be taken away stand in the contract, since views keep them. */
export function useUserColumns(onOpen: (id: string) => void): readonly Column<UserListRow>[] {
  const t = useTranslations('people');
  const words = usePersonWords();
  return useMemo<readonly Column<UserListRow>[]>(
    () => [
      {
        id: 'name',
        header: t('name'),
        sort: 'name',
        fixed: true,
        grow: true,
        width: '26%',
        card: 'title',
        cell: (user) => <Name user={user} external={t('external')} noAddress={t('noAddress')} />,
      },
      {
        id: 'email',
        header: t('email'),
        hidden: true,
        card: 'hidden',
        cell: (user) => (user.email === null ? nothing : <span className={styles.line}>{user.email}</span>),
      },
      {
        id: 'kind',
        header: t('kind'),
        hidden: true,
        card: 'hidden',
        cell: (user) => t(`kinds.${user.kind}`),
      },
      {
        id: 'department',
        header: t('department'),
        from: 'xl',
        width: 120,
        blank: (user) => user.department === null,
        cell: (user) => <Cut text={user.department} />,
      },
      {
        id: 'jobTitle',
        header: t('jobTitle'),
        hidden: true,
        blank: (user) => user.jobTitle === null,
        cell: (user) => <Cut text={user.jobTitle} />,
      },
      {
        id: 'groups',
        header: t('groups'),
        from: 'm',
        width: 130,
        blank: (user) => user.groups.count === 0,
        cell: ({ groups }) => (groups.count === 0 ? nothing : <Groups {...groups} />),
      },
      {
        id: 'role',
        header: t('permissions'),
        from: 'l',
        width: 110,
        blank: (user) => user.role === 'member',
        cell: (user) => <StatusBadge>{words.role(user.role)}</StatusBadge>,
      },
      {
        id: 'externalId',
        header: t('externalId'),
        hidden: true,
        blank: (user) => user.externalId === null,
        cell: (user) => user.externalId ?? nothing,
      },
      { id: 'locale', header: t('language'), hidden: true, cell: (user) => LOCALE_NAMES[user.locale] },
      { id: 'source', header: t('source'), hidden: true, cell: (user) => words.source(user.source) },
      {
        id: 'startDate',
        header: t('startDate'),
        sort: 'start',
        hidden: true,
        blank: (user) => user.startDate === null,
        cell: (user) => (user.startDate === null ? nothing : <Day day={user.startDate} />),
      },
      {
        id: 'created',
        header: t('added'),
        sort: 'created',
        hidden: true,
        cell: (user) => (
          <span className={styles.line}>
            <Moment at={user.createdAt} />
          </span>
        ),
      },
      {
        id: 'seen',
        header: t('lastSeen'),
        sort: 'seen',
        from: 'l',
        width: 110,
        blank: (user) => user.facts.lastSeenAt === null,
        cell: (user) =>
          user.facts.lastSeenAt === null ? (
            nothing
          ) : (
            <span className={styles.seen}>
              <Moment at={user.facts.lastSeenAt} />
            </span>
          ),
      },
      { id: 'way', header: t('wayIn'), width: 190, card: 'plain', cell: (user) => <Way user={user} /> },
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
            title={user.name.length > 40 ? user.name : undefined}
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

/** At most two lines; the whole of it under the pointer. */
function Cut({ text }: { text: string | null }) {
  if (text === null) return nothing;
  return (
    <span className={styles.cut} title={text.length > 30 ? text : undefined}>
      {text}
    </span>
  );
}

/** The first names, and how many more there are. */
function Groups({ names, count }: { names: readonly string[]; count: number }) {
  const t = useTranslations('people');
  const shown = names.slice(0, 2);
  const more = count - shown.length;
  return (
    <span className={styles.groups} title={names.join(', ')}>
      <span className={styles.cut}>{shown.join(', ')}</span>
      {more > 0 ? <span className={styles.more}>{t('moreGroups', { count: more })}</span> : null}
    </span>
  );
}

function Day({ day }: { day: string }) {
  const format = useFormatter();
  return (
    <span className={styles.line}>{format.dateTime(new Date(`${day}T12:00:00Z`), { dateStyle: 'medium', timeZone: 'UTC' })}</span>
  );
}

function Way({ user }: { user: UserRow }) {
  const say = useWayWords();
  const way = wayIn(user);
  return (
    <span className={styles.way}>
      <Rail steps={way.steps} tone={way.tone} words={say(way)} />
    </span>
  );
}
