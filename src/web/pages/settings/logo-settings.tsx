import { Button, FileButton } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { api } from '../../api.ts';
import { useErrorWords } from '../../error-words.ts';
import { useSession } from '../../session.tsx';
import { Banner } from '../../ui/banner.tsx';
import { Card } from '../../ui/card.tsx';
import { Mark } from '../../ui/mark.tsx';
import styles from './logo-settings.module.css';
import { type Settings, useSave } from './use-save.ts';

/** The logo in the header, on the activation page and in mails; without one, the mark in the brand's colour. */
export function LogoSettings({ settings, locked }: { settings: Settings; locked: boolean }) {
  const t = useTranslations('settings.logo');
  const { tenant } = useSession();
  const { say } = useErrorWords();
  const { took } = useSave(settings.version);
  const put = useMutation({
    mutationFn: (file: File | null) =>
      file === null
        ? api.tenants.removeLogo()
        : api.tenants.putLogo({ upload: file }, { headers: { 'content-type': file.type } }),
    onSuccess: took,
  });
  return (
    <Card title={t('title')} words={t('words')}>
      <div className={styles.row}>
        <div className={styles.tile}>
          {settings.hasLogo && tenant.logo !== null ? (
            <img src={tenant.logo} alt={t('alt', { name: settings.name })} />
          ) : (
            <Mark size={44} />
          )}
        </div>
        {locked ? null : (
          <>
            <FileButton
              onChange={(file) => file !== null && put.mutate(file)}
              accept="image/png,image/jpeg,image/webp"
              inputProps={{ 'aria-label': t('choose') }}
            >
              {(props) => (
                <Button variant="default" loading={put.isPending} {...props}>
                  {t('choose')}
                </Button>
              )}
            </FileButton>
            {settings.hasLogo ? (
              <Button variant="subtle" color="gray" onClick={() => put.mutate(null)}>
                {t('remove')}
              </Button>
            ) : null}
          </>
        )}
      </div>
      {put.error === null ? null : (
        <div role="alert" style={{ marginTop: 14 }}>
          <Banner tone="red">{say(put.error)}</Banner>
        </div>
      )}
    </Card>
  );
}
