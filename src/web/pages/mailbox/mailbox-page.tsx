import { Button, SegmentedControl } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { api } from '../../api.ts';
import { isProblem } from '../../api-problem.ts';
import { useErrorWords } from '../../error-words.ts';
import { Banner } from '../../ui/banner.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ExactMoment, Moment } from '../../ui/moment.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { MailFrame, MailHead, MailText } from '../welcome/mail-frame.tsx';
import styles from './mailbox.module.css';

/** Mails that are kept here instead of being sent, as their readers would see them. */
export function MailboxPage() {
  const t = useTranslations('mailbox');
  const { say } = useErrorWords();
  const { mail } = useSearch({ from: '/shell/mailbox' });
  const navigate = useNavigate({ from: '/mailbox' });
  const [typed, setTyped] = useState('');
  const [q] = useDebouncedValue(typed, 250);
  const { data, error, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ['mailbox', q],
    queryFn: ({ pageParam }) => api.mailbox.list({ query: { q, ...(pageParam === null ? {} : { cursor: pageParam }) } }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    refetchInterval: 5_000,
    retry: false,
  });
  if (isProblem(error, 'forbidden')) {
    return (
      <PageFrame title={t('title')}>
        <EmptyState kind="noRight" title={t('noRightTitle')}>
          {t('noRight')}
        </EmptyState>
      </PageFrame>
    );
  }
  const mails = data?.pages.flatMap((page) => page.items);
  const empty = mails?.length === 0;
  return (
    <PageFrame title={t('title')} intro={t('intro')}>
      {error === null ? null : <Banner tone="red">{say(error)}</Banner>}
      {empty && q === '' ? (
        <EmptyState kind="nothingYet" title={t('emptyTitle')}>
          {t('empty')}
        </EmptyState>
      ) : (
        <div className={styles.box} data-open={mail !== undefined}>
          <div className={styles.list}>
            <SearchField value={typed} onChange={setTyped} label={t('search')} />
            {empty ? <p className={styles.dim}>{t('nothing')}</p> : null}
            <ul>
              {mails?.map((entry) => (
                <li key={entry.id}>
                  <button
                    type="button"
                    className={styles.entry}
                    aria-current={entry.id === mail ? 'true' : undefined}
                    onClick={() => void navigate({ search: { mail: entry.id } })}
                  >
                    <span className={styles.who}>{entry.to.name || entry.to.address}</span>
                    <span className={styles.when}>
                      <Moment at={entry.at} />
                    </span>
                    <span className={styles.subject}>{entry.subject}</span>
                  </button>
                </li>
              ))}
            </ul>
            {hasNextPage ? (
              <Button variant="subtle" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
                {t('more')}
              </Button>
            ) : null}
          </div>
          <div className={styles.reading}>
            {mail === undefined ? (
              <p className={styles.dim}>{t('choose')}</p>
            ) : (
              <Reading key={mail} id={mail} onBack={() => void navigate({ search: {} })} />
            )}
          </div>
        </div>
      )}
    </PageFrame>
  );
}

function Reading({ id, onBack }: { id: string; onBack: () => void }) {
  const t = useTranslations('mailbox');
  const { say } = useErrorWords();
  const [as, setAs] = useState<'html' | 'text'>('html');
  const { data, error } = useQuery({
    queryKey: ['mailbox', 'mail', id],
    queryFn: () => api.mailbox.show({ params: { id } }),
    retry: false,
  });
  return (
    <>
      <div className={styles.tools}>
        <Button className={styles.back ?? ''} variant="default" size="compact-sm" onClick={onBack}>
          {t('back')}
        </Button>
        <SegmentedControl
          size="xs"
          value={as}
          onChange={(next) => setAs(next as 'html' | 'text')}
          data={[
            { value: 'html', label: t('html') },
            { value: 'text', label: t('text') },
          ]}
          aria-label={t('frame')}
        />
      </div>
      {error === null ? null : <Banner tone="red">{say(error)}</Banner>}
      {data === undefined ? null : (
        <article>
          <h2 className={styles.title}>{data.subject}</h2>
          <MailHead>
            <dt>{t('from')}</dt>
            <dd>{data.from}</dd>
            <dt>{t('to')}</dt>
            <dd>
              {data.to.name} &lt;{data.to.address}&gt; · <ExactMoment at={data.at} />
            </dd>
          </MailHead>
          {data.html === '' ? (
            <Banner>{t('gone')}</Banner>
          ) : as === 'html' ? (
            <MailFrame html={data.html} title={t('frame')} links />
          ) : (
            <MailText lang={data.locale}>{data.text}</MailText>
          )}
          <p className={styles.dim}>{t('links')}</p>
        </article>
      )}
    </>
  );
}
