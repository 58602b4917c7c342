import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useFormatter, useNow, useTranslations } from 'use-intl';
import { api } from '../../api.ts';
import { useSession } from '../../session.tsx';
import { Banner } from '../../ui/banner.tsx';

/** Do mails get out at this moment; if not, why not, and what happens meanwhile. */
export function TransportBanner() {
  const t = useTranslations('status.transport');
  const format = useFormatter();
  const now = useNow();
  const { tenant } = useSession();
  const { data } = useQuery({ queryKey: ['mail', 'transport'], queryFn: () => api.mail.transport(), refetchInterval: 15_000 });
  if (data === undefined) return null;
  if (data.problem !== null) {
    const since = data.downSince === null ? '' : format.relativeTime(new Date(data.downSince), now);
    return (
      <Banner tone="amber">
        {t(`problem.${data.problem}`, { server: data.server ?? '' })} {since === '' ? null : t('since', { since })} {t('waits')}
        {data.words === null ? null : (
          <details>
            <summary>{t('words')}</summary>
            <code>{data.words}</code>
          </details>
        )}
      </Banner>
    );
  }
  if (!data.kept) return null;
  return (
    <Banner action={tenant.mailbox ? <Link to={'/mailbox' as '/admin'}>{t('toMailbox')}</Link> : undefined}>
      {data.sealed ? t('sealed') : t('kept')}
    </Banner>
  );
}
