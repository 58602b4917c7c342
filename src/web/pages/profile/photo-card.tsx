import { Button, FileButton } from '@mantine/core';
import { useTranslations } from 'use-intl';
import type { MyProfile } from '../../../contract/profile.ts';
import { api } from '../../api.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Banner } from '../../ui/banner.tsx';
import { Card } from '../../ui/card.tsx';
import styles from './profile-page.module.css';
import { squarePicture } from './square-picture.ts';
import { useProfileAct } from './use-profile.ts';

/** My photo: cut square and small here, before it is sent. */
export function PhotoCard({ profile }: { profile: MyProfile }) {
  const t = useTranslations('profile.photo');
  const { run, busy, failed } = useProfileAct(async (file: File | null) => {
    if (file === null) return api.profile.removePhoto();
    const upload = await squarePicture(file);
    return api.profile.putPhoto({ upload }, { headers: { 'content-type': upload.type } });
  });
  return (
    <Card title={t('title')} words={t('words')}>
      <div className={styles.photo}>
        <Avatar name={profile.name} photo={profile.photo} size={72} />
        <FileButton
          onChange={(file) => file !== null && run(file)}
          accept="image/png,image/jpeg,image/webp"
          inputProps={{ 'aria-label': t('choose') }}
        >
          {(props) => (
            <Button variant="default" loading={busy} {...props}>
              {t(profile.photo === null ? 'choose' : 'another')}
            </Button>
          )}
        </FileButton>
        {profile.photo === null ? null : (
          <Button variant="subtle" color="gray" onClick={() => run(null)}>
            {t('remove')}
          </Button>
        )}
      </div>
      {failed === null ? null : (
        <div role="alert" className={styles.alert}>
          <Banner tone="red">{failed}</Banner>
        </div>
      )}
    </Card>
  );
}
