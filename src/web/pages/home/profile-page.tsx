import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { LOCALE_NAMES } from '../../../kernel/locale.ts';
import { api } from '../../api.ts';
import { useErrorWords } from '../../error-words.ts';
import { useSession } from '../../session.tsx';
import { Card } from '../../ui/card.tsx';
import { Moment } from '../../ui/moment.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { Facts } from '../../ui/side-panel.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { toast } from '../../ui/toasts.tsx';
import { usePersonWords } from '../users/person-words.ts';
import styles from './profile-page.module.css';

/** What is known about me here, and where I am logged in. */
export function ProfilePage() {
  const t = useTranslations('profile');
  const { user } = useSession();
  const words = usePersonWords();
  const { say } = useErrorWords();
  const client = useQueryClient();
  const { data } = useQuery({ queryKey: ['session', 'devices'], queryFn: () => api.session.devices() });
  const end = useMutation({
    mutationFn: (id: string) => api.session.endDevice({ params: { id } }),
    onSettled: () => client.invalidateQueries({ queryKey: ['session', 'devices'] }),
    onError: (error) => toast(say(error), 'red'),
  });
  return (
    <PageFrame title={t('title')} width="narrow">
      <Card title={t('you')} words={t('youWords')}>
        <Facts
          facts={[
            { label: t('name'), value: user.name },
            { label: t('email'), value: user.email },
            { label: t('userName'), value: user.userName },
            { label: t('permissions'), value: words.role(user.role) },
            { label: t('language'), value: LOCALE_NAMES[user.locale] },
          ]}
        />
      </Card>
      <Card title={t('devices')} words={t('devicesWords')}>
        <ul className={styles.devices}>
          {data?.devices.map((device) => (
            <li key={device.id} className={styles.device}>
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
    </PageFrame>
  );
}
