import { Button, Group } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useFormatter, useNow, useTranslations } from 'use-intl';
import type { WaveView } from '../../../contract/welcome.ts';
import { api } from '../../api.ts';
import { useErrorWords } from '../../error-words.ts';
import { useMay } from '../../session.tsx';
import { Banner } from '../../ui/banner.tsx';
import { Card } from '../../ui/card.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { toast } from '../../ui/toasts.tsx';
import styles from './welcome.module.css';

const moving = (wave: WaveView): boolean =>
  wave.state === 'planning' || wave.state === 'sending' || (wave.state === 'cancelled' && wave.mails.waiting > 0);

/** What was sent and how far it is; looked at again every second while something moves. */
export function Waves() {
  const t = useTranslations('welcome.waves');
  const { data } = useQuery({
    queryKey: ['welcome', 'waves'],
    queryFn: () => api.welcome.waves(),
    refetchInterval: ({ state }) => (state.data?.items.some(moving) ? 1_000 : 15_000),
  });
  if (data === undefined) return null;
  return (
    <Card title={t('title')}>
      {data.items.length === 0 ? (
        <p className={styles.dim}>{t('none')}</p>
      ) : (
        <ul className={styles.waves}>
          {data.items.map((wave) => (
            <Wave key={wave.id} wave={wave} />
          ))}
        </ul>
      )}
    </Card>
  );
}

function Wave({ wave }: { wave: WaveView }) {
  const t = useTranslations('welcome.waves');
  const person = useTranslations('person');
  const format = useFormatter();
  const now = useNow({ updateInterval: 30_000 });
  const may = useMay();
  const client = useQueryClient();
  const { say } = useErrorWords();
  const [asking, setAsking] = useState(false);
  const refresh = () => client.invalidateQueries({ queryKey: ['welcome', 'waves'] });
  const steer = useMutation({
    mutationFn: (how: 'pause' | 'resume') => api.welcome[how]({ params: { id: wave.id } }),
    onSuccess: refresh,
    onError: (error) => toast(say(error), 'red'),
  });
  const { mails } = wave;
  const out = mails.accepted + mails.kept + mails.refused + mails.unknown + mails.expired;
  const total = wave.state === 'planning' ? wave.expected : wave.queued - mails.takenBack;
  const running = wave.state === 'sending' || wave.state === 'planning' || wave.state === 'paused';
  const skipped = wave.skipped.reduce((sum, one) => sum + one.count, 0);
  const notes = [
    mails.deferred > 0 ? t('deferred', { count: format.number(mails.deferred) }) : null,
    mails.refused > 0 ? t('refused', { count: format.number(mails.refused) }) : null,
    mails.unknown > 0 ? t('unknown', { count: format.number(mails.unknown) }) : null,
    mails.expired > 0 ? t('expired', { count: format.number(mails.expired) }) : null,
    mails.takenBack > 0 ? t('takenBack', { count: format.number(mails.takenBack) }) : null,
    skipped > 0 ? t('skipped', { count: skipped }) : null,
    t('until', { date: format.dateTime(new Date(wave.expiresAt), { dateStyle: 'long' }) }),
  ].filter((note) => note !== null);
  const number = { done: format.number(out), total: format.number(total) };
  return (
    <li className={styles.wave}>
      <ProgressBar
        label={`${t(wave.state)} · ${t('by', { when: format.relativeTime(new Date(wave.createdAt), now), name: wave.startedBy || person('formerUser') })}`}
        share={total === 0 ? 1 : out / total}
        tone={wave.state === 'paused' || mails.refused + mails.unknown + mails.expired > 0 ? 'amber' : 'good'}
        note={`${mails.kept > 0 ? t('progressKept', number) : t('progress', number)} · ${notes.join(' · ')}`}
        action={
          !running || !may('welcome.send') ? undefined : (
            <Group gap={6}>
              <Button
                variant="default"
                size="compact-sm"
                loading={steer.isPending}
                onClick={() => steer.mutate(wave.state === 'paused' ? 'resume' : 'pause')}
              >
                {wave.state === 'paused' ? t('resume') : t('pause')}
              </Button>
              <Button variant="subtle" color="red" size="compact-sm" onClick={() => setAsking(true)}>
                {t('cancel')}
              </Button>
            </Group>
          )
        }
      />
      {wave.pausedBecause === 'senderPolicy' && wave.state === 'paused' ? <Banner tone="amber">{t('policy')}</Banner> : null}
      <ConfirmDialog
        opened={asking}
        onClose={() => setAsking(false)}
        title={t('cancelTitle')}
        act={t('cancel')}
        danger
        say={say}
        onConfirm={async () => {
          await api.welcome.cancel({ params: { id: wave.id } });
          await refresh();
        }}
      >
        {t('cancelWords', { count: mails.waiting + mails.deferred })}
      </ConfirmDialog>
    </li>
  );
}
