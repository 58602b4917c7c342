import { Button, Group, Modal, Skeleton } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslations } from 'use-intl';
import { api } from '../../api.ts';
import { useErrorWords } from '../../error-words.ts';
import { Banner } from '../../ui/banner.tsx';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import styles from './act-dialog.module.css';
import { type ActState, isActName } from './act-kinds.ts';
import { ActNumbers } from './act-numbers.tsx';

interface ActProgressProps {
  /** undefined: closed */
  id: string | undefined;
  onClose: () => void;
}

/** How far an act on many people is, and what came of it. Its id stands in the address, so that a closed tab loses nothing. */
export function ActProgress({ id, onClose }: ActProgressProps) {
  const t = useTranslations('acts');
  const client = useQueryClient();
  const { say } = useErrorWords();
  const { data, error } = useQuery({
    queryKey: ['acts', 'show', id],
    queryFn: () => api.acts.show({ params: { id: id ?? '' } }),
    enabled: id !== undefined,
    refetchInterval: ({ state }) => (state.data === undefined || state.data.state === 'running' ? 500 : false),
    retry: false,
  });
  const finished = data !== undefined && data.state !== 'running';
  useEffect(() => {
    if (finished) for (const key of ['users', 'groups', 'mail']) void client.invalidateQueries({ queryKey: [key] });
  }, [finished, client]);
  const title = data !== undefined && isActName(data.act) ? t(`label.${data.act}`) : '…';
  return (
    <Modal opened={id !== undefined} onClose={onClose} title={title} closeButtonProps={{ 'aria-label': t('close') }}>
      {error !== null ? (
        <Banner tone="red">{say(error)}</Banner>
      ) : data === undefined ? (
        <Skeleton height={90} radius="md" />
      ) : data.state === 'running' ? (
        <Running state={data} />
      ) : (
        <Result state={data} />
      )}
      <Group justify="flex-end" mt={24}>
        <Button variant="default" onClick={onClose} data-autofocus>
          {t('close')}
        </Button>
      </Group>
    </Modal>
  );
}

function Running({ state }: { state: ActState }) {
  const t = useTranslations('acts');
  const client = useQueryClient();
  const stop = useMutation({
    mutationFn: () => api.acts.cancel({ params: { id: state.id }, body: {} }),
    onSuccess: (now) => client.setQueryData(['acts', 'show', state.id], now),
  });
  const far = state.done + state.skipped;
  return (
    <ProgressBar
      label={t('busy', { count: state.asked })}
      share={state.asked === 0 ? null : far / state.asked}
      note={t('far', { done: far, asked: state.asked })}
      action={
        <Button variant="default" size="compact-sm" loading={stop.isPending} onClick={() => stop.mutate()}>
          {t('stop')}
        </Button>
      }
    />
  );
}

function Result({ state }: { state: ActState }) {
  const t = useTranslations('acts');
  return (
    <div className={styles.body} role="status">
      {state.state === 'failed' ? <Banner tone="red">{t('failed')}</Banner> : null}
      {state.state === 'cancelled' ? <Banner tone="amber">{t('stopped')}</Banner> : null}
      <p>{isActName(state.act) ? t(`result.${state.act}`, { count: state.done }) : null}</p>
      {state.skipped === 0 ? null : <ActNumbers state={state} />}
    </div>
  );
}
