import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import type { z } from 'zod';
import type { mailTotals } from '../../../contract/mail.ts';
import type { MailFateFilter } from '../../../contract/users.ts';
import { api } from '../../api.ts';
import { HelpHint } from '../../ui/help-hint.tsx';
import styles from './mail-totals.module.css';

/** What the funnel does not say: mails that wait, came back, or whose fate nobody knows. */
export function MailTotals({ totals }: { totals: z.output<typeof mailTotals> | undefined }) {
  const t = useTranslations('status.totals');
  const format = useFormatter();
  if (totals === undefined) return null;
  const strong = (words: ReactNode) => <strong>{words}</strong>;
  const number = (count: number): string => (count >= totals.cap ? `> ${format.number(totals.cap)}` : format.number(count));
  const shown = (['deferred', 'expired', 'kept'] as const).filter((state) => totals[state] > 0);
  return (
    <ul className={styles.strip} aria-label={t('label')}>
      <FateLink fate="waiting" />
      <FateLink fate="refused" tone="red" />
      <FateLink fate="unknown" tone="amber" />
      {shown.map((state) => (
        <li key={state} data-tone={state === 'kept' ? undefined : 'amber'}>
          {t.rich(state, { count: number(totals[state]), strong })}
        </li>
      ))}
      <li>
        {totals.opened === null ? (
          <>
            {t('notMeasured')} <Link to="/admin/settings">{t('toSettings')}</Link>
          </>
        ) : (
          <>
            <FateWords fate="opened" /> <HelpHint about={t('openedAbout')}>{t('openedHelp')}</HelpHint>
          </>
        )}
      </li>
    </ul>
  );
}

/** How many people it is, as a link to exactly those. */
function FateLink({ fate, tone }: { fate: MailFateFilter; tone?: 'amber' | 'red' }) {
  const { data } = useFate(fate);
  if (data === undefined || data.count === 0) return null;
  return (
    <li data-tone={tone}>
      <FateWords fate={fate} />
    </li>
  );
}

const useFate = (mail: MailFateFilter) =>
  useQuery({
    queryKey: ['users', 'count', 'mail', mail],
    queryFn: () => api.users.count({ query: { mail, station: 'invited' } }),
  });

function FateWords({ fate }: { fate: MailFateFilter }) {
  const t = useTranslations('status.totals');
  const format = useFormatter();
  const { data } = useFate(fate);
  if (data === undefined) return null;
  const count = data.capped ? `> ${format.number(data.count)}` : format.number(data.count);
  return (
    <Link to="/admin/status" search={{ mail: fate }}>
      {t.rich(fate, { count, strong: (words: ReactNode) => <strong>{words}</strong> })}
    </Link>
  );
}
