import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import type { MailView } from '../../../contract/mail.ts';
import { api } from '../../api.ts';
import { useSession } from '../../session.tsx';
import { ExactMoment } from '../../ui/moment.tsx';
import type { RailState } from '../../ui/rail.tsx';
import { PanelSection } from '../../ui/side-panel.tsx';
import { type BadgeTone, StatusBadge } from '../../ui/status-badge.tsx';
import { Timeline } from '../../ui/timeline.tsx';
import { MailCopyButton } from './mail-copy.tsx';
import { ResolveMail } from './resolve-mail.tsx';
import styles from './user-mails.module.css';

const tones: Record<MailView['state'], BadgeTone> = {
  queued: 'plain',
  deferred: 'amber',
  accepted: 'good',
  kept: 'plain',
  refused: 'red',
  expired: 'amber',
  unknown: 'amber',
  taken_back: 'plain',
};
const states: Record<MailView['events'][number]['event'], RailState> = {
  accepted: 'done',
  kept: 'done',
  image: 'done',
  resolved: 'done',
  deferred: 'look',
  expired: 'look',
  unknown: 'look',
  refused: 'stuck',
  taken_back: 'idle',
};

interface UserMailsProps {
  id: string;
  /** what they stand in: a part of the panel, unless told */
  frame?: (props: { title: string; children: ReactNode }) => ReactNode;
}

/** Every mail to one person, each with what is known of it. */
export function UserMails({ id, frame: Frame = PanelSection }: UserMailsProps) {
  const t = useTranslations('status');
  const person = useTranslations('person');
  const { tenant } = useSession();
  const { data } = useQuery({ queryKey: ['mail', 'of', id], queryFn: () => api.mail.ofUser({ params: { id } }) });
  if (data === undefined || data.mails.length === 0) return null;
  return (
    <Frame title={t('mails')}>
      <ul className={styles.list}>
        {data.mails.map((mail) => (
          <li key={mail.id}>
            <details className={styles.mail}>
              <summary>
                <span className={styles.what}>
                  {t.has(`kinds.${mail.kind}` as 'kinds.welcome') ? t(`kinds.${mail.kind}` as 'kinds.welcome') : mail.kind}
                </span>
                <StatusBadge tone={tones[mail.state]}>{t(`states.${mail.state}`)}</StatusBadge>
                <span className={styles.when}>
                  <ExactMoment at={mail.createdAt} />
                </span>
              </summary>
              <div className={styles.more}>
                <p>{t('sentTo', { address: mail.address })}</p>
                <Timeline label={t('evidence')} entries={mail.events.map((event, index) => entryOf(event, index))} />
                {mail.state === 'unknown' ? <ResolveMail id={mail.id} /> : null}
                <p>
                  <MailCopyButton id={mail.id} />
                </p>
                {mail.state === 'kept' && tenant.mailbox ? (
                  <p>
                    <Link to="/mailbox" search={{ mail: mail.id }}>
                      {person('inMailbox')}
                    </Link>
                  </p>
                ) : null}
                {data.measured ? null : <p className={styles.note}>{t('notMeasured')}</p>}
              </div>
            </details>
          </li>
        ))}
      </ul>
    </Frame>
  );

  function entryOf(event: MailView['events'][number], index: number) {
    const words = event.reply?.words ?? null;
    const code = [event.reply?.code, event.reply?.enhanced, words]
      .filter((part) => part !== null && part !== undefined)
      .join(' ');
    return {
      id: `${event.at} ${index}`,
      state: states[event.event],
      what: t(`events.${event.event}`),
      when: <ExactMoment at={event.at} />,
      ...(code === ''
        ? {}
        : { more: { label: t('serverWords'), text: event.reply?.server ? `${event.reply.server}: ${code}` : code } }),
    };
  }
}
