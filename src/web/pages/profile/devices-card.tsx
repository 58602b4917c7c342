import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { api } from '../../api.ts';
import { useErrorWords } from '../../error-words.ts';
import { Card } from '../../ui/card.tsx';
import { Moment } from '../../ui/moment.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { toast } from '../../ui/toasts.tsx';
import styles from './profile-page.module.css';

/** Where I am logged in. */
export function DevicesCard() {
  const t = useTranslations('profile');
  const { say } = useErrorWords();
  const client = useQueryClient();
  const { data } = useQuery({ queryKey: ['session', 'devices'], queryFn: () => api.session.devices() });
  const end = useMutation({
    mutationFn: (id: string) => api.session.endDevice({ params: { id } }),
    onSettled: () => client.invalidateQueries({ queryKey: ['session', 'devices'] }),
    onError: (error) => toast(say(error), 'red'),
  });
  return (
    <Card title={t('devices')} words={t('devicesWords')}>
      <ul className={styles.rows}>
        {data?.devices.map((device) => (
          <li key={device.id} className={styles.row}>
            <span className={styles.what}>
              <strong>{device.name}</strong> {device.current ? <StatusBadge tone="good">{t('thisDevice')}</StatusBadge> : null}
              <span className={styles.note}>
                {device.origin === null ? null : `${device.origin} · `}
                {t.rich('seen', { when: () => <Moment at={device.lastSeenAt} /> })}
              </span>
            </span>
            {device.current ? null : (
              <Button
                variant="default"
                size="compact-md"
                onClick={() => end.mutate(device.id)}
                aria-label={t('endNamed', { name: device.name })}
              >
                {t('end')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}
