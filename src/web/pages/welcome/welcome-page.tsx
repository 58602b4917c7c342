import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useLocation } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { TemplateContent } from '../../../contract/mail-template.ts';
import type { AudienceInput } from '../../../contract/welcome.ts';
import { LOCALE_NAMES, type Locale } from '../../../kernel/locale.ts';
import { api } from '../../api.ts';
import { isProblem } from '../../api-problem.ts';
import { useErrorWords } from '../../error-words.ts';
import { useMay, useSession } from '../../session.tsx';
import { Banner } from '../../ui/banner.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { LanguageTabs } from '../../ui/language-tabs.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { TransportBanner } from '../status/transport-banner.tsx';
import { SendDialog } from './send-dialog.tsx';
import { TemplateForm } from './template-form.tsx';
import { Waves } from './waves.tsx';
import styles from './welcome.module.css';

/** Users → Welcome Email: its content in every language, sending it, and how far sendings are. */
export function WelcomePage() {
  const t = useTranslations('welcome.page');
  const may = useMay();
  const { tenant } = useSession();
  const { say } = useErrorWords();
  const chosen = (useLocation().state as { chosen?: AudienceInput }).chosen ?? null;
  const [sending, setSending] = useState(chosen !== null);
  const { data, error } = useQuery({ queryKey: ['welcome', 'templates'], queryFn: () => api.welcome.templates() });
  if (isProblem(error, 'forbidden')) {
    return (
      <PageFrame title={t('title')}>
        <EmptyState kind="noRight" title={t('noRightTitle')}>
          {t('noRight')}
        </EmptyState>
      </PageFrame>
    );
  }
  return (
    <PageFrame
      title={t('title')}
      intro={t('intro')}
      actions={may('welcome.send') ? <Button onClick={() => setSending(true)}>{t('send')}</Button> : undefined}
    >
      <div className={styles.page}>
        {may('mail.read') && !tenant.sealed ? <TransportBanner /> : null}
        {data !== undefined && !data.hasContent ? <Banner tone="amber">{t('noContent')}</Banner> : null}
        {error === null ? null : <Banner tone="red">{say(error)}</Banner>}
        <Waves />
        {data === undefined ? null : <Content templates={data.templates} />}
      </div>
      <SendDialog opened={sending} onClose={() => setSending(false)} chosen={chosen} onSent={() => window.scrollTo({ top: 0 })} />
    </PageFrame>
  );
}

function Content({ templates }: { templates: Awaited<ReturnType<typeof api.welcome.templates>>['templates'] }) {
  const t = useTranslations('welcome.page');
  const { tenant } = useSession();
  const [locale, setLocale] = useState<Locale>(tenant.locale);
  const [drafts, setDrafts] = useState<Partial<Record<Locale, TemplateContent | undefined>>>({});
  const unsaved = Object.values(drafts).some((draft) => draft !== undefined);
  useEffect(() => {
    if (!unsaved) return;
    const ask = (event: BeforeUnloadEvent): void => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [unsaved]);
  const template = templates.find((one) => one.locale === locale);
  const note = (of: Locale) => (drafts[of] !== undefined ? { note: t('unsaved') } : {});
  return (
    <section className={styles.content} aria-label={t('content')}>
      <LanguageTabs
        label={t('languages')}
        value={locale}
        onChange={(next) => setLocale(next as Locale)}
        tabs={templates.map((one) => ({ locale: one.locale, name: LOCALE_NAMES[one.locale], ...note(one.locale) }))}
      >
        {template === undefined ? null : (
          <TemplateForm
            key={locale}
            template={template}
            draft={drafts[locale]}
            onDraft={(draft) => setDrafts((before) => ({ ...before, [locale]: draft }))}
          />
        )}
      </LanguageTabs>
    </section>
  );
}
