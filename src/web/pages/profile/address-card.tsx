import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { MyProfile } from '../../../contract/profile.ts';
import { api } from '../../api.ts';
import { Banner } from '../../ui/banner.tsx';
import { Card, FormStack } from '../../ui/card.tsx';
import { Form } from '../../ui/form.tsx';
import styles from './profile-page.module.css';
import { useProof } from './proof.tsx';
import { useProfileAct } from './use-profile.ts';

/** The address I log in with; another one counts once a mail to it was answered. */
export function AddressCard({ profile }: { profile: MyProfile }) {
  const t = useTranslations('profile.address');
  const ui = useTranslations('ui');
  const proving = useProof();
  const [changing, setChanging] = useState(false);
  const [email, setEmail] = useState('');
  const ask = useProfileAct((wanted: string) => proving(() => api.profile.changeAddress({ body: { email: wanted } })));
  const drop = useProfileAct(() => api.profile.dropAddress());
  const submit = (): void => {
    ask.run(email.trim(), {
      onSuccess: () => {
        setChanging(false);
        setEmail('');
      },
    });
  };
  const failed = ask.failed ?? drop.failed;
  return (
    <Card title={t('title')} words={profile.email === null ? t('none') : t.rich('words', { email: profile.email, b: strong })}>
      {profile.pendingEmail === null ? null : (
        <div className={styles.state}>
          <Banner
            tone="amber"
            action={
              <Button variant="subtle" size="compact-sm" onClick={() => drop.run(undefined)} loading={drop.busy}>
                {t('drop')}
              </Button>
            }
          >
            {t.rich('waits', { email: profile.pendingEmail, b: strong })}
          </Banner>
        </div>
      )}
      {changing ? (
        <Form onSubmit={submit} error={ask.error}>
          <FormStack>
            <TextInput
              label={t('another')}
              description={t('anotherHelp')}
              type="email"
              inputMode="email"
              autoComplete="email"
              value={email}
              onChange={(event) => setEmail(event.currentTarget.value)}
              error={ask.fields.email}
              maxLength={320}
              data-autofocus
            />
            {failed === null ? null : (
              <div role="alert">
                <Banner tone="red">{failed}</Banner>
              </div>
            )}
            <div className={styles.acts}>
              <Button type="submit" loading={ask.busy} disabled={email.trim() === ''}>
                {t('ask')}
              </Button>
              <Button variant="default" onClick={() => setChanging(false)}>
                {ui('cancel')}
              </Button>
            </div>
          </FormStack>
        </Form>
      ) : (
        <Button variant="default" onClick={() => setChanging(true)}>
          {t('change')}
        </Button>
      )}
    </Card>
  );
}

const strong = (chunks: React.ReactNode) => <strong>{chunks}</strong>;
