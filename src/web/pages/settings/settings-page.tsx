import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { api } from '../../api.ts';
import { isProblem } from '../../api-problem.ts';
import { useErrorWords } from '../../error-words.ts';
import { useMay } from '../../session.tsx';
import { Banner } from '../../ui/banner.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { BrandSettings } from './brand-settings.tsx';
import { GeneralSettings } from './general-settings.tsx';
import { LogoSettings } from './logo-settings.tsx';
import { MailSettings } from './mail-settings.tsx';

const settingsQuery = { queryKey: ['settings'], queryFn: () => api.tenants.show() } as const;

/** How this environment is called, looks and sends. Each part is saved on its own. */
export function SettingsPage() {
  const t = useTranslations('settings');
  const may = useMay();
  const { say } = useErrorWords();
  const { data, error } = useQuery(settingsQuery);
  if (isProblem(error, 'forbidden')) {
    return (
      <PageFrame title={t('title')} width="narrow">
        <EmptyState kind="noRight" title={t('noRightTitle')}>
          {t('noRight')}
        </EmptyState>
      </PageFrame>
    );
  }
  const locked = !may('settings.edit');
  return (
    <PageFrame title={t('title')} intro={t('intro')} width="narrow">
      {error === null ? null : <Banner tone="red">{say(error)}</Banner>}
      {data === undefined ? null : (
        <>
          {locked ? <Banner>{t('readOnly')}</Banner> : null}
          <GeneralSettings settings={data} locked={locked} />
          <BrandSettings settings={data} locked={locked} />
          <LogoSettings settings={data} locked={locked} />
          <MailSettings settings={data} locked={locked} />
        </>
      )}
    </PageFrame>
  );
}
