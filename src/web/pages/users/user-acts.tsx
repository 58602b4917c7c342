import { Button } from '@mantine/core';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import type { User } from '../../../contract/users.ts';
import { newId } from '../../../kernel/ids.ts';
import { api, queryClient } from '../../api.ts';
import { useErrorWords } from '../../error-words.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { PanelActs, PanelSection } from '../../ui/side-panel.tsx';
import { toast } from '../../ui/toasts.tsx';
import { type Asking, PeopleActs } from './people-acts.tsx';

/** Everything that can be done with one person; what the server would refuse is not offered. */
export function UserActs({ user }: { user: User }) {
  const t = useTranslations('people');
  const { say } = useErrorWords();
  const format = useFormatter();
  const [asking, setAsking] = useState<'logOut' | 'reset' | 'welcome' | Asking | null>(null);
  const refresh = () => queryClient.invalidateQueries({ queryKey: ['users'] });
  const reset = user.may.resetPassword && user.status === 'active' && user.email !== null;
  const logOut = user.may.logOut && user.status === 'active';
  const welcome = user.may.welcome && user.status !== 'active' && user.status !== 'deactivated' && user.email !== null;
  const welcomeWords = user.facts.invitedAt === null ? t('sendingWelcome') : t('resendWelcome');
  const { changeRole, deactivate, restore } = user.may;
  if (!reset && !logOut && !welcome && !changeRole && !deactivate && !restore) return null;
  return (
    <PanelSection title={t('actions')}>
      <PanelActs>
        {reset ? (
          <Button variant="default" onClick={() => setAsking('reset')}>
            {t('resetPassword')}
          </Button>
        ) : null}
        {logOut ? (
          <Button variant="default" onClick={() => setAsking('logOut')}>
            {t('logOutEverywhere')}
          </Button>
        ) : null}
        {welcome ? <Button onClick={() => setAsking('welcome')}>{welcomeWords}</Button> : null}
      </PanelActs>
      <PeopleActs
        asking={asking === 'deactivate' || asking === 'restore' || asking === 'changeRole' ? asking : null}
        selection={{ userIds: [user.id] }}
        name={user.name}
        role={user.role}
        onClose={() => setAsking(null)}
      />
      <ConfirmDialog
        opened={asking === 'welcome'}
        onClose={() => setAsking(null)}
        title={t('welcomeTitle', { name: user.name })}
        act={welcomeWords}
        say={say}
        onConfirm={async () => {
          const sent = await api.welcome.sendOne({ params: { id: user.id }, body: { key: newId() } });
          const until = format.dateTime(new Date(sent.expiresAt), { day: 'numeric', month: 'long' });
          toast(sent.kept ? t('welcomeKept', { name: user.name, until }) : t('welcomeDone', { email: sent.address, until }));
          await refresh();
        }}
      >
        {user.facts.invitedAt === null
          ? t('welcomeWords', { email: user.email ?? '' })
          : t('welcomeAgainWords', { email: user.email ?? '' })}
      </ConfirmDialog>
      <ConfirmDialog
        opened={asking === 'reset'}
        onClose={() => setAsking(null)}
        title={t('resetTitle', { name: user.name })}
        act={t('resetPassword')}
        say={say}
        onConfirm={async () => {
          await api.activation.resetFor({ params: { id: user.id } });
          toast(t('resetDone', { email: user.email ?? '' }));
        }}
      >
        {t('resetWords', { email: user.email ?? '' })}
      </ConfirmDialog>
      <ConfirmDialog
        opened={asking === 'logOut'}
        onClose={() => setAsking(null)}
        title={t('logOutTitle', { name: user.name })}
        act={t('logOutEverywhere')}
        say={say}
        onConfirm={async () => {
          const { devices } = await api.session.logOutEverywhere({ params: { id: user.id } });
          toast(t('logOutDone', { name: user.name, count: devices }));
          await refresh();
        }}
      >
        {t('logOutWords')}
      </ConfirmDialog>
    </PanelSection>
  );
}
