import { Switch } from '@mantine/core';
import { useTranslations } from 'use-intl';
import type { MyProfile } from '../../../contract/profile.ts';
import { api } from '../../api.ts';
import { Banner } from '../../ui/banner.tsx';
import { Card } from '../../ui/card.tsx';
import styles from './profile-page.module.css';
import { useProfileAct } from './use-profile.ts';

/** Which mails I want; those about my own account always come. */
export function NotificationsCard({ profile }: { profile: MyProfile }) {
  const t = useTranslations('profile.notifications');
  const { run, failed } = useProfileAct((groupMails: boolean) => api.profile.notify({ body: { groupMails } }));
  return (
    <Card title={t('title')} words={t('words')}>
      <Switch
        label={t('groupMails')}
        description={t('groupMailsHelp')}
        checked={profile.groupMails}
        onChange={(event) => run(event.currentTarget.checked)}
      />
      {failed === null ? null : (
        <div role="alert" className={styles.alert}>
          <Banner tone="red">{failed}</Banner>
        </div>
      )}
    </Card>
  );
}
