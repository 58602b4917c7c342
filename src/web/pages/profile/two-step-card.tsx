import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { MyProfile } from '../../../contract/profile.ts';
import { api } from '../../api.ts';
import { useErrorWords } from '../../error-words.ts';
import { Banner } from '../../ui/banner.tsx';
import { Card } from '../../ui/card.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Moment } from '../../ui/moment.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import styles from './profile-page.module.css';
import { GaveUp, useProof } from './proof.tsx';
import { CodesDialog, TwoStepDialog } from './two-step-setup.tsx';
import { keepProfile, profileQuery } from './use-profile.ts';

const FEW = 3;

/** A code of an app after the password. */
export function TwoStepCard({ profile }: { profile: MyProfile }) {
  const t = useTranslations('profile.twoStep');
  const { say } = useErrorWords();
  const client = useQueryClient();
  const proving = useProof();
  const [ending, setEnding] = useState(false);
  const [codes, setCodes] = useState<string[] | null>(null);
  const [begun, setBegun] = useState<{ secret: string; uri: string } | null>(null);
  const refresh = () => client.invalidateQueries({ queryKey: profileQuery.queryKey });
  const begin = useMutation({
    mutationFn: () => proving(() => api.profile.beginTwoStep({ body: {} })),
    onSuccess: setBegun,
  });
  const renew = useMutation({
    mutationFn: () => proving(() => api.profile.newCodes({ body: {} })),
    onSuccess: async (made) => {
      setCodes(made.codes);
      await refresh();
    },
  });
  const { since, codesLeft } = profile.twoStep;
  const error = begin.error ?? renew.error;
  return (
    <Card title={t('title')} words={t('words')}>
      {since === null ? (
        <Button onClick={() => begin.mutate()} loading={begin.isPending} variant="default">
          {t('begin')}
        </Button>
      ) : (
        <>
          <div className={styles.state}>
            <StatusBadge tone="good">{t('on')}</StatusBadge>
            <span>{t.rich('since', { when: () => <Moment at={since} /> })}</span>
          </div>
          <div className={styles.state}>
            <span>{t('codesLeft', { count: codesLeft })}</span>
            {codesLeft <= FEW ? <StatusBadge tone="amber">{t('few')}</StatusBadge> : null}
          </div>
          <div className={styles.acts}>
            <Button variant="default" onClick={() => renew.mutate()} loading={renew.isPending}>
              {t('newCodes')}
            </Button>
            <Button variant="subtle" color="red" onClick={() => setEnding(true)}>
              {t('end')}
            </Button>
          </div>
        </>
      )}
      {error === null || error instanceof GaveUp ? null : (
        <div role="alert" className={styles.alert}>
          <Banner tone="red">{say(error)}</Banner>
        </div>
      )}
      <TwoStepDialog
        begun={begun}
        onClose={() => setBegun(null)}
        onDone={(made) => {
          setBegun(null);
          setCodes(made);
          void refresh();
        }}
      />
      <CodesDialog codes={codes} onClose={() => setCodes(null)} />
      <ConfirmDialog
        opened={ending}
        onClose={() => setEnding(false)}
        title={t('endTitle')}
        act={t('end')}
        danger
        say={say}
        onConfirm={async () => {
          try {
            await keepProfile(client, await proving(() => api.profile.endTwoStep()));
          } catch (error) {
            if (!(error instanceof GaveUp)) throw error;
          }
        }}
      >
        {t('endWords')}
      </ConfirmDialog>
    </Card>
  );
}
