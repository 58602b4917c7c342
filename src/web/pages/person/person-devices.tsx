import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import type { User } from '../../../contract/users.ts';
import { api } from '../../api.ts';
import { useErrorWords } from '../../error-words.ts';
import { Card } from '../../ui/card.tsx';
import { Moment } from '../../ui/moment.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { toast } from '../../ui/toasts.tsx';
import styles from './person-page.module.css';

/** Where somebody is logged in; each device can be ended. */
export function PersonDevices({ user }: { user: User }) {
  const t = useTranslations('person');
  const { say } = useErrorWords();
  const client = useQueryClient();
  const { data } = useQuery({
    queryKey: ['devices', user.id],
    queryFn: () => api.devices.ofUser({ params: { id: user.id } }),
  });
  const end = useMutation({
    mutationFn: ({ id }: { id: string; name: string }) => api.devices.end({ params: { id: user.id, deviceId: id } }),
    onSuccess: (_, { name }) => toast(t('deviceEnded', { device: name })),
    onError: (error) => toast(say(error), 'red'),
    onSettled: () => {
      void client.invalidateQueries({ queryKey: ['devices', user.id] });
      void client.invalidateQueries({ queryKey: ['audit'] });
    },
  });
  if (data === undefined) return null;
  return (
    <Card title={t('devices')} words={t('devicesWords')}>
      {data.devices.length === 0 ? (
        <p className={styles.dim}>{t('noDevices')}</p>
      ) : (
        <ul className={styles.list}>
          {data.devices.map((device) => (
            <li key={device.id} className={styles.item}>
              <span className={styles.what}>
                <span className={styles.name}>{device.name}</span>{' '}
                {device.current ? <StatusBadge tone="good">{t('thisDevice')}</StatusBadge> : null}
                <span className={styles.dim}>
                  {t.rich(device.origin === null ? 'deviceLineNowhere' : 'deviceLine', {
                    origin: device.origin ?? '',
                    moment: () => <Moment at={device.lastSeenAt} />,
                  })}
                </span>
              </span>
              {user.may.logOut && !device.current ? (
                <Button
                  variant="default"
                  size="compact-md"
                  loading={end.isPending && end.variables.id === device.id}
                  onClick={() => end.mutate(device)}
                  aria-label={t('endDeviceNamed', { device: device.name })}
                >
                  {t('endDevice')}
                </Button>
              ) : null}
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
