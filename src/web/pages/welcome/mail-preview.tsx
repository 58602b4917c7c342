import { SegmentedControl, Select } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { TemplateContent } from '../../../contract/mail-template.ts';
import type { Locale } from '../../../kernel/locale.ts';
import { api } from '../../api.ts';
import { useErrorWords } from '../../error-words.ts';
import { useMay, useSession } from '../../session.tsx';
import { Banner } from '../../ui/banner.tsx';
import { MailFrame, MailHead, MailText } from './mail-frame.tsx';
import styles from './welcome.module.css';

type Look = 'desktop' | 'phone' | 'dark' | 'text';
const LOOKS: readonly Look[] = ['desktop', 'phone', 'dark', 'text'];

/** A value that has stood still for a moment. */
export function useSettled<T>(value: T, milliseconds: number): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), milliseconds);
    return () => clearTimeout(timer);
  }, [value, milliseconds]);
  return settled;
}

/** The mail as one person would see it, while it is being written. */
export function MailPreview({ locale, content }: { locale: Locale; content: TemplateContent }) {
  const t = useTranslations('welcome.page');
  const { tenant } = useSession();
  const { say } = useErrorWords();
  const [look, setLook] = useState<Look>('desktop');
  const [userId, setUserId] = useState<string | null>(null);
  const settled = useSettled(content, 400);
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
      <PersonPicker userId={userId} onChange={setUserId} />
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

function PersonPicker({ userId, onChange }: { userId: string | null; onChange: (userId: string | null) => void }) {
  const t = useTranslations('welcome.page');
  const may = useMay();
  const [typed, setTyped] = useState('');
  const q = useSettled(typed, 250);
  const { data } = useQuery({
    queryKey: ['users', 'pick', q],
    queryFn: ({ signal }) => api.users.list({ query: { q, limit: '8' } as never }, { signal }),
    enabled: may('users.read'),
    placeholderData: keepPreviousData,
  });
  if (!may('users.read')) return null;
  const people = (data?.items ?? []).map((person) => ({
    value: person.id,
    label: person.email === null ? person.name : `${person.name} · ${person.email}`,
  }));
  return (
    <Select
      size="xs"
      label={t('previewAs')}
      placeholder={t('sample')}
      searchable
      clearable
      value={userId}
      onChange={onChange}
      onSearchChange={setTyped}
      data={people}
      filter={({ options }) => options}
      comboboxProps={{ withinPortal: true }}
    />
  );
}
