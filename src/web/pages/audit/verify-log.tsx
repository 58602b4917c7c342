import { Button, Skeleton } from '@mantine/core';
import { IconShieldCheck } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import type { z } from 'zod';
import type { audit } from '../../../contract/audit.ts';
import { newId } from '../../../kernel/ids.ts';
import { api } from '../../api.ts';
import { useErrorWords } from '../../error-words.ts';
import { Banner } from '../../ui/banner.tsx';
import { DialogButton } from '../../ui/dialog-button.tsx';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import styles from './audit-page.module.css';

type Verification = z.output<typeof audit.verify.ok>;
const KEY = ['audit', 'verifications'];

/** Has the whole log proved, and says what was proved, by when, or what is wrong and where. */
export function VerifyLog() {
  const t = useTranslations('auditLog.verify');
  return (
    <DialogButton label={t('button')} title={t('title')} leftSection={<IconShieldCheck size={17} stroke={1.6} />}>
      {(foot) => <Verifications foot={foot} />}
    </DialogButton>
  );
}

function Verifications({ foot }: { foot: (act?: ReactNode) => ReactNode }) {
  const t = useTranslations('auditLog.verify');
  const { say } = useErrorWords();
  const client = useQueryClient();
  const { data, error } = useQuery({
    queryKey: KEY,
    queryFn: () => api.audit.verifications(),
    refetchInterval: ({ state }) => (state.data?.items[0]?.state === 'running' ? 500 : false),
  });
  const start = useMutation({
    mutationFn: () => api.audit.verify({ body: { id: newId() } }),
    onSettled: () => client.invalidateQueries({ queryKey: ['audit'] }),
  });
  const [newest] = data?.items ?? [];
  const last = data?.items.find((one) => one.state === 'done');
  const mayStart = data !== undefined && newest?.state !== 'running';
  return (
    <>
      <div className={styles.proof} role="status">
        {error === null ? null : <Banner tone="red">{say(error)}</Banner>}
        {start.error === null ? null : <Banner tone="red">{say(start.error)}</Banner>}
        {data === undefined && error === null ? <Skeleton height={120} radius="md" /> : null}
        {newest?.state === 'running' ? <Running verification={newest} /> : null}
        {newest?.state === 'cancelled' ? <Stopped verification={newest} /> : null}
        {data?.items.length === 0 ? <p className={styles.plain}>{t('never')}</p> : null}
        {last === undefined ? null : <Result verification={last} />}
      </div>
      {foot(
        mayStart ? (
          <Button loading={start.isPending} onClick={() => start.mutate()}>
            {newest === undefined ? t('start') : t('again')}
          </Button>
        ) : undefined,
      )}
    </>
  );
}

function Running({ verification: { id, events, expected } }: { verification: Verification }) {
  const t = useTranslations('auditLog.verify');
  const client = useQueryClient();
  const stop = useMutation({
    mutationFn: () => api.audit.cancelVerification({ params: { id }, body: {} }),
    onSettled: () => client.invalidateQueries({ queryKey: ['audit'] }),
  });
  return (
    <ProgressBar
      label={expected === null ? t('waits') : t('busy')}
      share={expected ? events / expected : null}
      note={expected === null ? undefined : t('far', { done: events, all: expected })}
      action={
        <Button variant="default" size="compact-sm" loading={stop.isPending} onClick={() => stop.mutate()}>
          {t('stop')}
        </Button>
      }
    />
  );
}

function Stopped({ verification: { events, problemCount } }: { verification: Verification }) {
  const t = useTranslations('auditLog.verify');
  return <Banner tone={problemCount === 0 ? 'amber' : 'red'}>{t('stopped', { events, problems: problemCount })}</Banner>;
}

function Result({ verification }: { verification: Verification }) {
  const { events, seals, unsealed, problems, problemCount, by, finishedAt, createdAt } = verification;
  const t = useTranslations('auditLog.verify');
  const log = useTranslations('auditLog');
  const when = useFormatter().dateTime(new Date(finishedAt ?? createdAt), { dateStyle: 'long', timeStyle: 'short' });
  return (
    <>
      {problemCount === 0 ? (
        <Banner tone="good">{t('whole', { events })}</Banner>
      ) : (
        <Banner tone="red">{t('broken', { count: problemCount })}</Banner>
      )}
      <p className={styles.plain}>
        {t('lastBy', { when, name: by === null ? log('commandLine') : (by.name ?? log('formerUser')) })}
      </p>
      <ul className={styles.problems}>
        {problems.slice(0, 50).map(({ what, seal, eventId }) => (
          <li key={`${what} ${seal} ${eventId ?? ''}`}>
            {t(`problems.${what}`, { seal: String(seal) })}
            {eventId === null ? null : <code>{eventId}</code>}
          </li>
        ))}
      </ul>
      {problemCount > 50 ? <p className={styles.dim}>{t('more', { count: problemCount - 50 })}</p> : null}
      <p className={styles.dim}>{t('numbers', { events, seals })}</p>
      {unsealed === 0 ? null : <p className={styles.dim}>{t('unsealed', { count: unsealed })}</p>}
      <p className={styles.dim}>{t('how')}</p>
    </>
  );
}
