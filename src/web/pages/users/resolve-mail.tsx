import { Button, Group } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { api } from '../../api.ts';
import { useErrorWords } from '../../error-words.ts';
import { useMay } from '../../session.tsx';
import { toast } from '../../ui/toasts.tsx';

/** A mail whose fate nobody can know waits for a person's word. */
export function ResolveMail({ id }: { id: string }) {
  const t = useTranslations('status.resolve');
  const may = useMay();
  const client = useQueryClient();
  const { say } = useErrorWords();
  const decide = useMutation({
    mutationFn: (as: 'sent' | 'again') => api.mail.resolve({ params: { id }, body: { as } }),
    onSuccess: (_, as) => toast(t(as === 'sent' ? 'sentDone' : 'againDone')),
    onError: (error) => toast(say(error), 'red'),
    onSettled: () => {
      void client.invalidateQueries({ queryKey: ['mail'] });
      void client.invalidateQueries({ queryKey: ['users'] });
    },
  });
  return (
    <>
      <p>{t('words')}</p>
      {may('welcome.send') ? (
        <Group gap={8}>
          <Button variant="default" size="compact-sm" loading={decide.isPending} onClick={() => decide.mutate('sent')}>
            {t('sent')}
          </Button>
          <Button variant="default" size="compact-sm" loading={decide.isPending} onClick={() => decide.mutate('again')}>
            {t('again')}
          </Button>
        </Group>
      ) : null}
    </>
  );
}
