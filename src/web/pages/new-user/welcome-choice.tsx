import { Checkbox, Radio, TextInput } from '@mantine/core';
import { useTranslations } from 'use-intl';
import { useSession, useToday } from '../../session.tsx';
import styles from './new-user.module.css';
import type { Draft } from './new-user-form.ts';

interface WelcomeChoiceProps {
  draft: Draft;
  set: (change: Partial<Draft>) => void;
  error: string | undefined;
}

/** Does a welcome e-mail go out, and when. */
export function WelcomeChoice({ draft, set, error }: WelcomeChoiceProps) {
  const t = useTranslations('newUser');
  const { tenant } = useSession();
  const today = useToday();
  return (
    <div className={styles.form}>
      <Checkbox
        label={t('doNotNotify')}
        description={t('doNotNotifyHelp')}
        checked={draft.silent}
        onChange={(event) => set({ silent: event.currentTarget.checked })}
      />
      {draft.silent ? (
        draft.groupIds.length > 0 ? (
          <p className={styles.note}>{t('silentGroups')}</p>
        ) : null
      ) : (
        <Radio.Group label={t('when')} value={draft.when} onChange={(when) => set({ when: when as Draft['when'] })}>
          <div className={styles.choices} style={{ marginTop: 8 }}>
            <Radio value="now" label={t('now')} />
            <Radio value="onDay" label={t('onDay')} />
          </div>
        </Radio.Group>
      )}
      {!draft.silent && draft.when === 'onDay' ? (
        <TextInput
          type="date"
          label={t('day')}
          description={t('dayHelp', { zone: tenant.timeZone.replaceAll('_', ' ') })}
          value={draft.day}
          min={today}
          onChange={(event) => set({ day: event.currentTarget.value })}
          error={error}
          maw={300}
        />
      ) : null}
    </div>
  );
}
