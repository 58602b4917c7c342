import { Button, TextInput } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { User } from '../../../contract/users.ts';
import { api, queryClient } from '../../api.ts';
import { useErrorWords } from '../../error-words.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { PanelActs, PanelSection } from '../../ui/side-panel.tsx';
import { toast } from '../../ui/toasts.tsx';
import styles from './person-page.module.css';

const GOES = ['goes1', 'goes2', 'goes3', 'goes4'] as const;
const STAYS = ['stays1', 'stays2', 'stays3'] as const;

/** What a person may ask of an organisation: everything it holds about them, and that it is erased. */
export function PersonLeaving({ user }: { user: User }) {
  const t = useTranslations('leaving');
  const { say } = useErrorWords();
  const [asking, setAsking] = useState(false);
  const [typed, setTyped] = useState('');
  if (!user.may.takeEverything && !user.may.erase) return null;
  const close = (): void => {
    setAsking(false);
    setTyped('');
  };
  return (
    <PanelSection title={t('title')}>
      <PanelActs>
        {user.may.takeEverything ? (
          <Button
            component="a"
            href={`/api/v1/users/${user.id}/everything`}
            download
            variant="default"
            leftSection={<IconDownload size={17} stroke={1.6} />}
          >
            {t('everything')}
          </Button>
        ) : null}
        {user.may.erase ? (
          <Button variant="outline" color="red" onClick={() => setAsking(true)}>
            {t('erase')}
          </Button>
        ) : null}
      </PanelActs>
      <p className={styles.note}>{user.may.erase || user.facts.deactivatedAt !== null ? t('words') : t('wordsActive')}</p>
      <ConfirmDialog
        opened={asking}
        onClose={close}
        title={t('eraseTitle', { name: user.name })}
        act={t('erase')}
        danger
        say={say}
        disabled={typed.trim() !== user.name.trim()}
        onConfirm={async () => {
          await api.leaving.erase({ params: { id: user.id }, body: { name: typed } });
          toast(t('erased'));
          void queryClient.invalidateQueries();
        }}
      >
        <div className={styles.ask}>
          <section>
            <h3 className={styles.sub}>{t('goesTitle')}</h3>
            <ul className={styles.effects}>
              {GOES.map((line) => (
                <li key={line}>{t(line)}</li>
              ))}
            </ul>
          </section>
          <section>
            <h3 className={styles.sub}>{t('staysTitle')}</h3>
            <ul className={styles.effects}>
              {STAYS.map((line) => (
                <li key={line}>{t(line)}</li>
              ))}
            </ul>
          </section>
          <p>{t('forEver')}</p>
          <TextInput
            label={t('typeName', { name: user.name })}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            autoComplete="off"
            data-autofocus
          />
        </div>
      </ConfirmDialog>
    </PanelSection>
  );
}
