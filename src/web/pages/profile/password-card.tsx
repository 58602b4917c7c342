import { Button, Checkbox, PasswordInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { MyProfile } from '../../../contract/profile.ts';
import { judgePassword, PASSWORD_MIN } from '../../../kernel/password-strength.ts';
import { api } from '../../api.ts';
import { useErrorWords } from '../../error-words.ts';
import { useSession } from '../../session.tsx';
import { Banner } from '../../ui/banner.tsx';
import { Card, FormStack } from '../../ui/card.tsx';
import { Form } from '../../ui/form.tsx';
import { Moment } from '../../ui/moment.tsx';
import { toast } from '../../ui/toasts.tsx';
import styles from './profile-page.module.css';
import { GaveUp, useProof } from './proof.tsx';
import { profileQuery } from './use-profile.ts';

/** My password, and a new one. */
export function PasswordCard({ profile }: { profile: MyProfile }) {
  const t = useTranslations('profile.password');
  const [changing, setChanging] = useState(false);
  const at = profile.passwordChangedAt;
  return (
    <Card title={t('title')} words={at === null ? t('none') : t.rich('words', { when: () => <Moment at={at} /> })}>
      {changing ? (
        <PasswordForm profile={profile} onClose={() => setChanging(false)} />
      ) : (
        <Button variant="default" onClick={() => setChanging(true)}>
          {t(profile.hasPassword ? 'change' : 'make')}
        </Button>
      )}
    </Card>
  );
}

function PasswordForm({ profile, onClose }: { profile: MyProfile; onClose: () => void }) {
  const t = useTranslations('profile.password');
  const ui = useTranslations('ui');
  const errors = useTranslations('errors.password');
  const { tenant } = useSession();
  const { say } = useErrorWords();
  const proving = useProof();
  const client = useQueryClient();
  const [current, setCurrent] = useState('');
  const [password, setPassword] = useState('');
  const [endOthers, setEndOthers] = useState(true);
  const own = [tenant.name, profile.firstName, profile.lastName, profile.email ?? '', profile.userName ?? ''].filter(Boolean);
  const { problem } = judgePassword(password, own);
  const change = useMutation({
    mutationFn: () => {
      const keep = () => api.profile.changePassword({ body: { current, password, endOthers } });
      return profile.hasPassword ? keep() : proving(keep);
    },
    onSuccess: async () => {
      toast(t('changed'));
      await client.invalidateQueries({ queryKey: profileQuery.queryKey });
      await client.invalidateQueries({ queryKey: ['session', 'devices'] });
      onClose();
    },
  });
  const judged = problem === 'tooShort' ? errors('tooShort', { min: String(PASSWORD_MIN) }) : problem ? errors(problem) : null;
  const submit = (): void => {
    change.mutate();
  };
  const failed = change.error === null || change.error instanceof GaveUp ? null : say(change.error);
  return (
    <Form onSubmit={submit} error={change.error}>
      <input
        type="text"
        name="username"
        autoComplete="username"
        value={profile.email ?? profile.userName ?? ''}
        readOnly
        hidden
      />
      <FormStack>
        {profile.hasPassword ? (
          <PasswordInput
            label={t('current')}
            autoComplete="current-password"
            value={current}
            onChange={(event) => setCurrent(event.currentTarget.value)}
            visibilityToggleButtonProps={{ 'aria-label': t('showCurrent') }}
            data-autofocus
          />
        ) : null}
        <PasswordInput
          label={t('wanted')}
          description={t('wantedHelp', { min: String(PASSWORD_MIN) })}
          autoComplete="new-password"
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          error={password.length >= PASSWORD_MIN ? judged : undefined}
          visibilityToggleButtonProps={{ 'aria-label': t('showWanted') }}
        />
        <Checkbox
          label={t('endOthers')}
          description={t('endOthersHelp')}
          checked={endOthers}
          onChange={(event) => setEndOthers(event.currentTarget.checked)}
        />
        {failed === null ? null : (
          <div role="alert">
            <Banner tone="red">{failed}</Banner>
          </div>
        )}
        <div className={styles.acts}>
          <Button
            type="submit"
            loading={change.isPending}
            disabled={problem !== undefined || password === '' || (profile.hasPassword && current === '')}
          >
            {t('set')}
          </Button>
          <Button variant="default" onClick={onClose}>
            {ui('cancel')}
          </Button>
        </div>
      </FormStack>
    </Form>
  );
}
