import { SegmentedControl, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { api } from '../../api.ts';
import { useErrorWords } from '../../error-words.ts';
import { Banner } from '../../ui/banner.tsx';
import { DialogButton } from '../../ui/dialog-button.tsx';
import { ExactMoment } from '../../ui/moment.tsx';
import { MailFrame, MailHead, MailText } from '../welcome/mail-frame.tsx';
import styles from './user-mails.module.css';

/** A mail as its reader saw it, as far as that can still be known. */
export function MailCopyButton({ id }: { id: string }) {
  const t = useTranslations('status.copy');
  return (
    <DialogButton label={t('show')} title={t('title')} buttonSize="compact-md" size="lg">
      {(foot) => (
        <>
          <Copy id={id} />
          {foot()}
        </>
      )}
    </DialogButton>
  );
}

function Copy({ id }: { id: string }) {
  const t = useTranslations('status.copy');
  const mailbox = useTranslations('mailbox');
  const { say } = useErrorWords();
  const [as, setAs] = useState<'html' | 'text'>('html');
  const { data, error } = useQuery({
    queryKey: ['mail', 'copy', id],
    queryFn: () => api.mail.copy({ params: { id } }),
    retry: false,
  });
  if (error !== null) return <Banner tone="red">{say(error)}</Banner>;
  if (data === undefined) return <Skeleton height={320} radius="md" />;
  const { copy } = data;
  if (copy === null) return <Banner>{t('gone')}</Banner>;
  return (
    <article className={styles.copy}>
      <h3 className={styles.subject}>{copy.subject}</h3>
      <MailHead>
        <dt>{mailbox('from')}</dt>
        <dd>{data.from}</dd>
        <dt>{mailbox('to')}</dt>
        <dd>
          {data.to.name} &lt;{data.to.address}&gt; · <ExactMoment at={data.at} />
        </dd>
      </MailHead>
      <SegmentedControl
        size="xs"
        value={as}
        onChange={(next) => setAs(next as typeof as)}
        data={[
          { value: 'html', label: mailbox('html') },
          { value: 'text', label: mailbox('text') },
        ]}
        aria-label={mailbox('frame')}
      />
      {as === 'html' ? (
        <MailFrame html={copy.html} title={mailbox('frame')} />
      ) : (
        <MailText lang={data.locale}>{copy.text}</MailText>
      )}
      <ul className={styles.honest}>
        <li>{copy.shipped ? t('shipped') : t('version')}</li>
        <li>{t('today')}</li>
        {copy.hasLink ? <li>{t('link')}</li> : null}
      </ul>
    </article>
  );
}
