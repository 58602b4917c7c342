import { SegmentedControl } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { TemplateContent } from '../../../contract/mail-template.ts';
import type { Locale } from '../../../kernel/locale.ts';
import { api } from '../../api.ts';
import { useErrorWords } from '../../error-words.ts';
import { useMay, useSession } from '../../session.tsx';
import { Banner } from '../../ui/banner.tsx';
import { PersonSelect } from '../people/person-select.tsx';
import { MailFrame, MailHead, MailText } from './mail-frame.tsx';
import styles from './welcome.module.css';

type Look = 'desktop' | 'phone' | 'dark' | 'text';
const LOOKS: readonly Look[] = ['desktop', 'phone', 'dark', 'text'];

/** The mail as one person would see it, while it is being written. */
export function MailPreview({ locale, content }: { locale: Locale; content: TemplateContent }) {
  const t = useTranslations('welcome.page');
  const { tenant } = useSession();
  const { say } = useErrorWords();
  const may = useMay();
  const [look, setLook] = useState<Look>('desktop');
  const [userId, setUserId] = useState<string | null>(null);
  const [settled] = useDebouncedValue(content, 400);
  const { data, error } = useQuery({
    queryKey: ['welcome', 'preview', locale, userId, JSON.stringify(settled)],
    queryFn: ({ signal }) =>
      api.welcome.preview({ body: { locale, content: settled, ...(userId === null ? {} : { userId }) } }, { signal }),
    placeholderData: keepPreviousData,
    retry: false,
    gcTime: 10_000,
  });
  return (
    <section className={styles.preview} aria-label={t('preview')}>
      <div className={styles.previewHead}>
        <h2>{t('preview')}</h2>
        <SegmentedControl
          size="xs"
          value={look}
          onChange={(next) => setLook(next as Look)}
          data={LOOKS.map((value) => ({ value, label: t(value) }))}
          aria-label={t('preview')}
        />
      </div>
      {may('users.read') ? (
        <PersonSelect size="xs" label={t('previewAs')} placeholder={t('sample')} value={userId} onChange={setUserId} />
      ) : null}
      {error === null ? null : <Banner tone="red">{say(error)}</Banner>}
      {data === undefined ? (
        <MailFrame html={undefined} title={t('previewFrame')} />
      ) : (
        <>
          <MailHead>
            <dt>{t('from')}</dt>
            <dd>{tenant.name}</dd>
            <dt>{t('subject')}</dt>
            <dd>
              <strong>{data.subject}</strong> <span className={styles.dim}>{data.preheader}</span>
            </dd>
          </MailHead>
          {look === 'text' ? (
            <MailText lang={locale}>{data.text}</MailText>
          ) : (
            <MailFrame html={data.html} title={t('previewFrame')} dark={look === 'dark'} narrow={look === 'phone'} />
          )}
        </>
      )}
    </section>
  );
}
