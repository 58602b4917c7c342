import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { User } from '../../../contract/users.ts';
import { api } from '../../api.ts';
import { useErrorWords } from '../../error-words.ts';
import { Card } from '../../ui/card.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { toast } from '../../ui/toasts.tsx';

/** For a lost phone: what somebody proves with beside the password, and taking it away. Not shown where there is nothing. */
export function PersonProofs({ user }: { user: User }) {
  const t = useTranslations('person.proofs');
  const { say } = useErrorWords();
  const client = useQueryClient();
  const [asking, setAsking] = useState(false);
  const params = { id: user.id };
  const { data } = useQuery({ queryKey: ['proofs', user.id], queryFn: () => api.profile.proofsOf({ params }) });
  if (data === undefined || (!data.twoStep && data.passkeys === 0)) return null;
  return (
    <Card title={t('title')} words={t('words', { twoStep: String(data.twoStep), count: data.passkeys })}>
      {user.may.resetPassword ? (
        <Button variant="default" onClick={() => setAsking(true)}>
          {t('remove')}
        </Button>
      ) : null}
      <ConfirmDialog
        opened={asking}
        onClose={() => setAsking(false)}
        title={t('removeTitle', { name: user.name })}
        act={t('remove')}
        danger
        say={say}
        onConfirm={async () => {
          await api.profile.removeProofsOf({ params });
          toast(t('removed', { name: user.name }));
          for (const queryKey of [['proofs', user.id], ['devices', user.id], ['audit']])
            await client.invalidateQueries({ queryKey });
        }}
      >
        {t('removeWords')}
      </ConfirmDialog>
    </Card>
  );
}
