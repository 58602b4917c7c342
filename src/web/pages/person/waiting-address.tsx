import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import type { User } from '../../../contract/users.ts';
import { api } from '../../api.ts';
import { useErrorWords } from '../../error-words.ts';
import { Banner } from '../../ui/banner.tsx';

/** A new address that waits to be confirmed. Mistyped, it is somebody else's mailbox: it can be withdrawn. */
export function WaitingAddress({ user, onWithdrawn }: { user: User; onWithdrawn: (now: User) => void }) {
  const t = useTranslations('person');
  const client = useQueryClient();
  const { say } = useErrorWords();
  const withdraw = useMutation({
    mutationFn: () => api.users.change({ params: { id: user.id }, body: { version: user.version, email: user.email } }),
    onSuccess: async (answer) => {
      onWithdrawn(answer.user);
      for (const queryKey of [['users'], ['audit']]) await client.invalidateQueries({ queryKey });
    },
  });
  if (user.pendingEmail === null) return null;
  const button = (
    <Button variant="subtle" size="compact-sm" loading={withdraw.isPending} onClick={() => withdraw.mutate()}>
      {t('withdraw')}
    </Button>
  );
  return (
    <Banner tone="amber" action={user.may.edit ? button : undefined}>
      {withdraw.error === null ? t('waits', { email: user.pendingEmail, name: user.name }) : say(withdraw.error)}
    </Banner>
  );
}
