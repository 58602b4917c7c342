import { Button, Group, Modal } from '@mantine/core';
import { IconShieldCheck } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { z } from 'zod';
import type { audit } from '../../../contract/audit.ts';
import { api } from '../../api.ts';
import { useErrorWords } from '../../error-words.ts';
import { Banner } from '../../ui/banner.tsx';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import styles from './audit-page.module.css';

type Proof = z.output<typeof audit.verify.ok>;

/** Has the whole log proved, and says what was proved, or what is wrong and where. */
export function VerifyLog() {
  const t = useTranslations('auditLog.verify');
  const ui = useTranslations('ui');
  const { say } = useErrorWords();
  const [opened, setOpened] = useState(false);
  const verify = useMutation({ mutationFn: () => api.audit.verify({ body: {} }) });
  const start = (): void => {
    setOpened(true);
    if (!verify.isPending) verify.mutate();
  };
  return (
    <>
      <Button variant="default" leftSection={<IconShieldCheck size={17} stroke={1.6} />} onClick={start}>
        {t('button')}
      </Button>
      <Modal opened={opened} onClose={() => setOpened(false)} title={t('title')} closeButtonProps={{ 'aria-label': ui('close') }}>
        <div className={styles.proof} role="status">
          {verify.error !== null ? (
            <Banner tone="red">{say(verify.error)}</Banner>
          ) : verify.data === undefined || verify.isPending ? (
            <ProgressBar label={t('busy')} share={null} />
          ) : (
            <Result proof={verify.data} />
          )}
        </div>
        <Group justify="flex-end" mt={24}>
          <Button variant="default" onClick={() => setOpened(false)} data-autofocus>
            {ui('close')}
          </Button>
        </Group>
      </Modal>
    </>
  );
}

function Result({ proof: { sealed, seals, unsealed, problems } }: { proof: Proof }) {
  const t = useTranslations('auditLog.verify');
  return (
    <>
      {problems.length === 0 ? (
        <Banner tone="good">{t('whole', { events: sealed })}</Banner>
      ) : (
        <Banner tone="red">{t('broken', { count: problems.length })}</Banner>
      )}
      <ul className={styles.problems}>
        {problems.slice(0, 50).map(({ what, seal, eventId }) => (
          <li key={`${what} ${seal} ${eventId ?? ''}`}>
            {t(`problems.${what}`, { seal: String(seal) })}
            {eventId === null ? null : <code>{eventId}</code>}
          </li>
        ))}
      </ul>
      <p className={styles.dim}>{t('numbers', { events: sealed, seals })}</p>
      {unsealed === 0 ? null : <p className={styles.dim}>{t('unsealed', { count: unsealed })}</p>}
      <p className={styles.dim}>{t('how')}</p>
    </>
  );
}
