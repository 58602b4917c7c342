import { Button, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import type { User } from '../../../contract/users.ts';
import { LOCALE_NAMES } from '../../../kernel/locale.ts';
import { api } from '../../api.ts';
import { useErrorWords } from '../../error-words.ts';
import { useMay } from '../../session.tsx';
import { Avatar } from '../../ui/avatar.tsx';
import { Banner } from '../../ui/banner.tsx';
import { EmailText } from '../../ui/email-text.tsx';
import { Moment } from '../../ui/moment.tsx';
import { Rail } from '../../ui/rail.tsx';
import { Facts, PanelSection, SidePanel } from '../../ui/side-panel.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { LeavesOn } from '../person/leaves-on.tsx';
import { PersonActs } from '../person/person-acts.tsx';
import { usePersonWords } from './person-words.ts';
import { useWayWords } from './use-way-words.ts';
import { UserEdit } from './user-edit.tsx';
import { UserMails } from './user-mails.tsx';
import { UserTimeline } from './user-timeline.tsx';
import { wayIn } from './way-in.ts';

export const userQuery = (id: string) => ({ queryKey: ['users', 'show', id], queryFn: () => api.users.show({ params: { id } }) });

/** One person beside the list: basic information, the way in, and everything that can be done. */
export function UserPanel({ id, onClose }: { id: string | undefined; onClose: () => void }) {
  const t = useTranslations('people');
  const person = useTranslations('person');
  const { say } = useErrorWords();
  const kept = useRef(id);
  if (id !== undefined) kept.current = id;
  const { data, error } = useQuery({ ...userQuery(kept.current ?? ''), enabled: kept.current !== undefined });
  const user = data !== undefined && data.id === kept.current ? data : undefined;
  return (
    <SidePanel
      opened={id !== undefined}
      onClose={onClose}
      title={user === undefined ? (error === null ? '…' : t('person')) : user.erased ? person('formerUser') : user.name}
      sub={user === undefined || user.erased ? undefined : (user.email ?? user.userName ?? t('noAddress'))}
      before={user === undefined || user.erased ? undefined : <Avatar name={user.name} photo={user.photo} size={44} />}
    >
      {user !== undefined ? (
        user.erased ? (
          <Banner>{person('erased')}</Banner>
        ) : (
          <Person user={user} />
        )
      ) : error === null ? (
        <Skeleton height={280} mt={12} radius="md" />
      ) : (
        <Banner tone="red">{say(error)}</Banner>
      )}
    </SidePanel>
  );
}

function Person({ user }: { user: User }) {
  const may = useMay();
  const t = useTranslations('people');
  const person = useTranslations('person');
  const format = useFormatter();
  const words = usePersonWords();
  const say = useWayWords();
  const way = wayIn(user);
  const [editing, setEditing] = useState(false);
  const day = (date: string | null) =>
    date === null ? null : format.dateTime(new Date(`${date}T12:00:00Z`), { dateStyle: 'long', timeZone: 'UTC' });
  return (
    <>
      <Rail steps={way.steps} tone={way.tone} words={say(way)} size="large" />
      <LeavesOn user={user} />
      <PanelSection
        title={t('basics')}
        action={
          may('users.edit') && !editing ? (
            <Button variant="subtle" size="compact-sm" onClick={() => setEditing(true)}>
              {t('edit')}
            </Button>
          ) : undefined
        }
      >
        {editing ? (
          <UserEdit user={user} onClose={() => setEditing(false)} />
        ) : (
          <Facts
            facts={[
              { label: t('email'), value: user.email === null ? t('noAddress') : <EmailText address={user.email} /> },
              { label: t('userName'), value: user.userName },
              { label: t('permissions'), value: words.role(user.role) },
              {
                label: t('kind'),
                value:
                  user.kind === 'external' ? <StatusBadge tone="amber">{t('kinds.external')}</StatusBadge> : t('kinds.internal'),
              },
              { label: t('department'), value: user.department },
              { label: t('jobTitle'), value: user.jobTitle },
              { label: t('externalId'), value: user.externalId },
              { label: t('phone'), value: user.phone },
              { label: t('location'), value: user.location },
              { label: t('manager'), value: user.managerEmail },
              { label: t('language'), value: LOCALE_NAMES[user.locale] },
              { label: t('startDate'), value: day(user.startDate) },
              { label: t('endDate'), value: day(user.endDate) },
              { label: t('lastSeen'), value: user.facts.lastSeenAt === null ? null : <Moment at={user.facts.lastSeenAt} /> },
            ]}
          />
        )}
      </PanelSection>
      <PanelSection title={t('wayIn')}>
        <UserTimeline user={user} />
      </PanelSection>
      {may('mail.read') ? <UserMails id={user.id} /> : null}
      <PersonActs user={user} />
      <PanelSection>
        <Link to="/admin/users/$id" params={{ id: user.id }}>
          {person('fullPage')}
        </Link>
      </PanelSection>
    </>
  );
}
