import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useFormatter, useTranslations } from 'use-intl';
import type { User } from '../../../contract/users.ts';
import { api } from '../../api.ts';
import { useErrorWords } from '../../error-words.ts';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { toast } from '../../ui/toasts.tsx';
import styles from './person-page.module.css';

/** The day on which somebody's account will be closed, with a way to take it back. */
export function LeavesOn({ user }: { user: User }) {
  const t = useTranslations('leaving');
  const format = useFormatter();
  const client = useQueryClient();
  const { say } = useErrorWords();
  const stay = useMutation({
    mutationFn: () => api.users.change({ params: { id: user.id }, body: { version: user.version, endDate: null } }),
    onSuccess: () => toast(t('staysOn', { name: user.name })),
    onError: (error) => toast(say(error), 'red'),
    onSettled: () => {
      for (const key of ['users', 'audit']) void client.invalidateQueries({ queryKey: [key] });
    },
  });
  if (user.endDate === null || user.facts.deactivatedAt !== null) return null;
  const day = format.dateTime(new Date(`${user.endDate}T12:00:00Z`), { dateStyle: 'long', timeZone: 'UTC' });
  return (
    <p className={styles.leaves}>
      <StatusBadge tone="amber">{t('leavesOn', { day })}</StatusBadge>
      {user.may.edit ? (
        <Button variant="subtle" size="compact-sm" loading={stay.isPending} onClick={() => stay.mutate()}>
          {t('takeBack')}
        </Button>
      ) : null}
    </p>
  );
}
