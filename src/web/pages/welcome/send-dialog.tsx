import { Button, Checkbox, Group, Modal, NumberInput, Radio, Stack } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import type { AudienceInput, WelcomeReason } from '../../../contract/welcome.ts';
import { newId } from '../../../kernel/ids.ts';
import { api } from '../../api.ts';
import { isProblem } from '../../api-problem.ts';
import { useErrorWords } from '../../error-words.ts';
import { Banner } from '../../ui/banner.tsx';
import { toast } from '../../ui/toasts.tsx';
import { SkippedPeople } from './skipped-people.tsx';
import styles from './welcome.module.css';

interface SendDialogProps {
  opened: boolean;
  onClose: () => void;
  /** people chosen in the overview; null: none were */
  chosen: AudienceInput | null;
  onSent: () => void;
}

const EVERYONE: AudienceInput = { everyone: true };

/** Says how many get the mail, who not and why; sends on a word. */
export function SendDialog({ opened, onClose, chosen, onSent }: SendDialogProps) {
  const t = useTranslations('welcome.send');
  const ui = useTranslations('ui');
  return (
    <Modal opened={opened} onClose={onClose} title={t('title')} size="lg" closeButtonProps={{ 'aria-label': ui('close') }}>
      {opened ? <SendBody chosen={chosen} onClose={onClose} onSent={onSent} /> : null}
    </Modal>
  );
}

function SendBody({ chosen, onClose, onSent }: Omit<SendDialogProps, 'opened'>) {
  const t = useTranslations('welcome');
  const ui = useTranslations('ui');
  const format = useFormatter();
  const client = useQueryClient();
  const { say } = useErrorWords();
  // One id per opened dialog: a double click is the same sending.
  const id = useMemo(() => newId<'wave'>(), []);
  const [toChosen, setToChosen] = useState(chosen !== null);
  const [onlyNew, setOnlyNew] = useState(false);
  const [days, setDays] = useState<number | string | null>(null);
  const audience = toChosen && chosen !== null ? chosen : EVERYONE;
  const plan = useQuery({
    queryKey: ['welcome', 'plan', audience, onlyNew],
    queryFn: () => api.welcome.previewWave({ body: { audience, onlyNew } }),
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  const send = useMutation({
    mutationFn: () => {
      if (plan.data === undefined) throw new Error('nothing was counted');
      const { asked, queued, linkDays } = plan.data;
      const hours = (typeof days === 'number' ? days : linkDays) * 24;
      return api.welcome.send({ body: { id, audience, onlyNew, expected: { asked, queued }, deadlineHours: hours } });
    },
    onSuccess: async (wave) => {
      await client.invalidateQueries({ queryKey: ['welcome', 'waves'] });
      void client.invalidateQueries({ queryKey: ['users'] });
      toast(t('send.onWay', { count: wave.queued }));
      onSent();
      onClose();
    },
    onError: (error) => {
      if (isProblem(error, 'users.selectionChanged')) void plan.refetch();
    },
  });
  const problem = send.error ?? plan.error;
  const count = plan.data?.queued ?? 0;
  return (
    <Stack gap={18}>
      {chosen === null ? null : (
        <Radio.Group
          label={t('send.whoTitle')}
          value={toChosen ? 'chosen' : 'everyone'}
          onChange={(value) => setToChosen(value === 'chosen')}
        >
          <Stack gap={8} mt={8}>
            <Radio value="chosen" label={t('send.chosen')} />
            <Radio value="everyone" label={t('send.everyone')} />
          </Stack>
        </Radio.Group>
      )}
      <div className={styles.numbers} role="status" aria-busy={plan.isPending}>
        {plan.data === undefined ? (
          <p className={styles.dim}>{plan.isPending ? t('send.counting') : ''}</p>
        ) : (
          <>
            <p className={styles.gets}>{t('send.gets', { count })}</p>
            {plan.data.again > 0 ? <p className={styles.dim}>{t('send.again', { count: plan.data.again })}</p> : null}
            <Skips skipped={plan.data.skipped} audience={audience} onlyNew={onlyNew} />
          </>
        )}
      </div>
      <Checkbox label={t('send.onlyNew')} checked={onlyNew} onChange={(event) => setOnlyNew(event.currentTarget.checked)} />
      <NumberInput
        label={t('send.days')}
        value={days ?? plan.data?.linkDays ?? 14}
        onChange={setDays}
        min={1}
        max={90}
        allowDecimal={false}
        suffix={` ${t('send.daysUnit', { count: Number(days ?? plan.data?.linkDays ?? 14) }).replace(/^\S+\s/, '')}`}
        maw={180}
      />
      <div className={styles.hints}>
        {plan.data?.kept ? <Banner>{t('send.kept')}</Banner> : <p className={styles.dim}>{t('send.tell')}</p>}
        {plan.data !== undefined && !plan.data.hasContent ? <Banner tone="amber">{t('page.noContent')}</Banner> : null}
      </div>
      {problem === null ? null : (
        <div role="alert">
          <Banner tone="red">{isProblem(problem, 'users.selectionChanged') ? t('send.changed') : say(problem)}</Banner>
        </div>
      )}
      <Group justify="flex-end" gap={10}>
        <Button variant="default" onClick={onClose}>
          {ui('cancel')}
        </Button>
        <Button onClick={() => send.mutate()} loading={send.isPending || plan.isPending} disabled={count === 0} data-autofocus>
          {count === 0 ? t('page.send') : t('send.confirm', { count: format.number(count) })}
        </Button>
      </Group>
    </Stack>
  );
}

function Skips({
  skipped,
  audience,
  onlyNew,
}: {
  skipped: readonly { reason: WelcomeReason; count: number }[];
  audience: AudienceInput;
  onlyNew: boolean;
}) {
  const t = useTranslations('welcome');
  const format = useFormatter();
  const [open, setOpen] = useState<WelcomeReason | null>(null);
  const total = skipped.reduce((sum, one) => sum + one.count, 0);
  if (total === 0) return null;
  return (
    <>
      <p>{t('send.skips', { count: total })}</p>
      <ul className={styles.skips}>
        {skipped.map(({ reason, count }) => (
          <li key={reason}>
            <span>
              <strong data-figures>{format.number(count)}</strong> {t(`reason.${reason}`)}
            </span>
            <Button
              variant="subtle"
              size="compact-xs"
              onClick={() => setOpen(open === reason ? null : reason)}
              aria-expanded={open === reason}
            >
              {open === reason ? t('send.hide') : t('send.show')}
            </Button>
            {open === reason ? <SkippedPeople audience={audience} onlyNew={onlyNew} reason={reason} /> : null}
          </li>
        ))}
      </ul>
    </>
  );
}
