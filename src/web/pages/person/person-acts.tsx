import { Button } from '@mantine/core';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import type { User } from '../../../contract/users.ts';
import { newId } from '../../../kernel/ids.ts';
import { api, queryClient } from '../../api.ts';
import { useErrorWords } from '../../error-words.ts';
import { useMayFillGroups } from '../../session.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { PanelActs, PanelSection } from '../../ui/side-panel.tsx';
import { toast } from '../../ui/toasts.tsx';
import { ActDialog } from '../acts/act-dialog.tsx';
import type { ActName } from '../acts/act-kinds.ts';
import { PersonLeaving } from './person-leaving.tsx';
import styles from './person-page.module.css';
import { WelcomeDay } from './welcome-day.tsx';

/** Everything that can be done with one person; what the server would refuse is not offered. */
export function PersonActs({ user, onDone }: { user: User; onDone?: () => void }) {
  const t = useTranslations('people');
  const acts = useTranslations('acts');
  const fills = useMayFillGroups();
  const { say } = useErrorWords();
  const format = useFormatter();
  const [asking, setAsking] = useState<ActName | null>(null);
  const [welcoming, setWelcoming] = useState(false);
  const welcome = user.may.welcome && user.email !== null;
  const welcomeWords = user.facts.invitedAt === null ? t('sendingWelcome') : t('resendWelcome');
  const offered: ActName[] = [
    ...(user.may.resetPassword && user.email !== null ? (['resetPassword'] as const) : []),
    ...(user.may.logOut && user.status === 'active' ? (['logOut'] as const) : []),
    ...(user.may.changeRole ? (['changeRole'] as const) : []),
    ...(user.may.edit && fills && user.status !== 'deactivated' ? (['addToGroup', 'takeOutOfGroup'] as const) : []),
  ];
  const button = (act: ActName, danger = false) => (
    <Button key={act} variant={danger ? 'outline' : 'default'} color={danger ? 'red' : 'brand'} onClick={() => setAsking(act)}>
      {acts(`label.${act}`)}
    </Button>
  );
  const waits = welcome && user.facts.invitedAt === null;
  return (
    <>
      {offered.length === 0 && !user.may.deactivate && !user.may.restore ? null : (
        <PanelSection title={t('actions')}>
          <PanelActs>
            {offered.map((act) => button(act))}
            {user.may.restore ? <Button onClick={() => setAsking('restore')}>{acts('label.restore')}</Button> : null}
            {user.may.deactivate ? button('deactivate', true) : null}
          </PanelActs>
        </PanelSection>
      )}
      <PersonLeaving user={user} />
      {welcome ? (
        <PanelSection title={t('welcomeMail')}>
          {waits ? <WelcomeDay user={user} /> : null}
          <PanelActs>
            <Button onClick={() => setWelcoming(true)}>{welcomeWords}</Button>
          </PanelActs>
        </PanelSection>
      ) : null}
      <ActDialog
        asked={
          asking === null
            ? null
            : {
                act: asking,
                selection: { userIds: [user.id] },
                count: 1,
                person: { id: user.id, name: user.name, role: user.role, within: user.within },
              }
        }
        onClose={() => setAsking(null)}
        {...(onDone === undefined ? {} : { onDone })}
      />
      <ConfirmDialog
        opened={welcoming}
        onClose={() => setWelcoming(false)}
        title={t('welcomeTitle', { name: user.name })}
        act={welcomeWords}
        say={say}
        onConfirm={async () => {
          const sent = await api.welcome.sendOne({ params: { id: user.id }, body: { key: newId() } });
          const until = format.dateTime(new Date(sent.expiresAt), { day: 'numeric', month: 'long' });
          toast(sent.kept ? t('welcomeKept', { name: user.name, until }) : t('welcomeDone', { email: sent.address, until }));
          await queryClient.invalidateQueries({ queryKey: ['users'] });
          await queryClient.invalidateQueries({ queryKey: ['mail'] });
        }}
      >
        <p className={styles.dim}>
          {user.facts.invitedAt === null
            ? t('welcomeWords', { email: user.email ?? '' })
            : t('welcomeAgainWords', { email: user.email ?? '' })}
        </p>
      </ConfirmDialog>
    </>
  );
}
