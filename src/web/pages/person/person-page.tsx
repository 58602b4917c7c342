import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useFormatter, useTranslations } from 'use-intl';
import type { User } from '../../../contract/users.ts';
import { api } from '../../api.ts';
import { useErrorWords } from '../../error-words.ts';
import { useMay, useSession } from '../../session.tsx';
import { Banner } from '../../ui/banner.tsx';
import { Card } from '../../ui/card.tsx';
import { EmailText } from '../../ui/email-text.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { Rail } from '../../ui/rail.tsx';
import { useWayWords } from '../users/use-way-words.ts';
import { UserMails } from '../users/user-mails.tsx';
import { userQuery } from '../users/user-panel.tsx';
import { wayIn } from '../users/way-in.ts';
import { BasicsForm } from './basics-form.tsx';
import { LeavesOn } from './leaves-on.tsx';
import { PersonAccess } from './person-access.tsx';
import { PersonActs } from './person-acts.tsx';
import { PersonDevices } from './person-devices.tsx';
import styles from './person-page.module.css';
import { PersonProofs } from './person-proofs.tsx';
import { PersonTimeline } from './person-timeline.tsx';

/** One person, whole: who they are, what they may, where they are logged in, every mail, everything that happened. */
export function PersonPage() {
  const t = useTranslations('person');
  const people = useTranslations('people');
  const { say } = useErrorWords();
  const { id } = useParams({ strict: false }) as { id: string };
  const { data: user, error } = useQuery(userQuery(id));
  const crumb = <Link to="/admin/users">{people('title')}</Link>;
  if (user === undefined)
    return (
      <PageFrame title={error === null ? people('person') : t('notFound')} crumb={crumb}>
        {error === null ? <Skeleton height={320} radius="lg" /> : <Banner tone="red">{say(error)}</Banner>}
      </PageFrame>
    );
  return (
    <PageFrame
      key={user.id}
      title={user.erased ? t('formerUser') : user.name}
      intro={
        user.erased ? undefined : user.email === null ? (
          (user.userName ?? people('noAddress'))
        ) : (
          <EmailText address={user.email} />
        )
      }
      crumb={crumb}
    >
      <Whole user={user} />
    </PageFrame>
  );
}

function Whole({ user }: { user: User }) {
  const t = useTranslations('person');
  const format = useFormatter();
  const may = useMay();
  const isSelf = useSession().user.id === user.id;
  const say = useWayWords();
  const way = wayIn(user);
  const closed = user.facts.deactivatedAt;
  const when = closed === null ? '' : format.dateTime(new Date(closed), { dateStyle: 'long', timeStyle: 'short' });
  if (user.erased) {
    return (
      <>
        <div className={styles.banner}>
          <Banner>{t('erased')}</Banner>
        </div>
        {may('audit.read') ? <PersonTimeline user={user} /> : null}
      </>
    );
  }
  return (
    <>
      <LeavesOn user={user} />
      {closed === null ? (
        <div className={styles.rail}>
          <Rail steps={way.steps} tone={way.tone} words={say(way)} size="large" />
        </div>
      ) : (
        <div className={styles.banner}>
          <Banner>
            {user.deactivationReason === null
              ? t('closed', { when })
              : t('closedBecause', { when, reason: user.deactivationReason })}
          </Banner>
        </div>
      )}
      <div className={styles.columns}>
        <div>
          <BasicsForm user={user} />
          <div className={styles.rest}>
            <PersonAccess user={user} />
            {may('users.logout') && closed === null ? <PersonDevices user={user} /> : null}
            {may('users.resetPassword') && closed === null && !isSelf ? <PersonProofs user={user} /> : null}
            {may('mail.read') ? <PersonMails id={user.id} /> : null}
          </div>
        </div>
        <div>
          <div className={styles.acts}>
            <Card>
              <PersonActs user={user} />
            </Card>
          </div>
          <div className={styles.time}>
            <PersonTimeline user={user} />
          </div>
        </div>
      </div>
    </>
  );
}

function PersonMails({ id }: { id: string }) {
  const { data } = useQuery({ queryKey: ['mail', 'of', id], queryFn: () => api.mail.ofUser({ params: { id } }) });
  if (data === undefined || data.mails.length === 0) return null;
  return (
    <div className={styles.mails}>
      <UserMails id={id} frame={Card} />
    </div>
  );
}
