import { Button, Radio, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import type { User } from '../../../contract/users.ts';
import { api, queryClient } from '../../api.ts';
import { useErrorWords } from '../../error-words.ts';
import { useSession, useToday } from '../../session.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { toast } from '../../ui/toasts.tsx';
import styles from './person-page.module.css';

/** When the welcome e-mail of somebody who has no way in yet goes out, and the way to change that. */
export function WelcomeDay({ user }: { user: User }) {
  const t = useTranslations('person.welcomeDay');
  const form = useTranslations('newUser');
  const format = useFormatter();
  const { say } = useErrorWords();
  const { tenant } = useSession();
  const { welcomeOn, silentSince } = user.facts;
  const today = useToday();
  const [asking, setAsking] = useState(false);
  const [when, setWhen] = useState<'onDay' | 'byHand'>('onDay');
  const [day, setDay] = useState('');
  const dayWords = (date: string): string =>
    format.dateTime(new Date(`${date}T12:00:00Z`), {
      weekday: 'long',
      day: 'numeric',
      month: 'long',
      year: 'numeric',
      timeZone: 'UTC',
    });
  const words =
    welcomeOn === null
      ? t(silentSince === null ? 'notYet' : 'byHand')
      : t(welcomeOn < today ? 'missed' : 'onDay', { day: dayWords(welcomeOn) });
  const open = (): void => {
    setWhen(welcomeOn === null && silentSince !== null ? 'byHand' : 'onDay');
    setDay(welcomeOn ?? user.startDate ?? '');
    setAsking(true);
  };
  return (
    <div className={styles.welcomeDay}>
      <p>{words}</p>
      <Button variant="subtle" size="compact-sm" onClick={open}>
        {t('change')}
      </Button>
      <ConfirmDialog
        opened={asking}
        onClose={() => setAsking(false)}
        title={t('title', { name: user.name })}
        act={t('save')}
        say={say}
        disabled={when === 'onDay' && day === ''}
        onConfirm={async () => {
          await api.arrivals.plan({ params: { id: user.id }, body: { day: when === 'onDay' ? day : null } });
          toast(
            when === 'onDay' ? t('doneOnDay', { name: user.name, day: dayWords(day) }) : t('doneByHand', { name: user.name }),
          );
          await queryClient.invalidateQueries({ queryKey: ['users'] });
          await queryClient.invalidateQueries({ queryKey: ['audit'] });
        }}
      >
        <div className={styles.ask}>
          <Radio.Group label={form('when')} value={when} onChange={(value) => setWhen(value as typeof when)}>
            <div className={styles.choices}>
              <Radio value="onDay" label={t('choiceOnDay')} />
              <Radio value="byHand" label={t('choiceByHand')} />
            </div>
          </Radio.Group>
          {when === 'onDay' ? (
            <TextInput
              type="date"
              label={form('day')}
              description={form('dayHelp', { zone: tenant.timeZone.replaceAll('_', ' ') })}
              value={day}
              min={today}
              onChange={(event) => setDay(event.currentTarget.value)}
              maw={300}
            />
          ) : null}
          <p className={styles.dim}>{t('orNow')}</p>
        </div>
      </ConfirmDialog>
    </div>
  );
}
