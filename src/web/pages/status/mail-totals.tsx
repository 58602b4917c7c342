import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import type { z } from 'zod';
import type { mailTotals } from '../../../contract/mail.ts';
import { HelpHint } from '../../ui/help-hint.tsx';
import styles from './mail-totals.module.css';

/** What the funnel does not say: mails that wait, came back, or whose fate nobody knows. */
export function MailTotals({ totals }: { totals: z.output<typeof mailTotals> | undefined }) {
  const t = useTranslations('status.totals');
  const format = useFormatter();
  if (totals === undefined) return null;
  const strong = (words: ReactNode) => <strong>{words}</strong>;
  const number = (count: number): string => (count >= totals.cap ? `> ${format.number(totals.cap)}` : format.number(count));
  const shown = (['waiting', 'deferred', 'refused', 'unknown', 'expired', 'kept'] as const).filter((state) => totals[state] > 0);
  const tone = {
    waiting: undefined,
    deferred: 'amber',
    refused: 'red',
    unknown: 'amber',
    expired: 'amber',
    kept: undefined,
  } as const;
  return (
    <ul className={styles.strip} aria-label={t('label')}>
      {shown.map((state) => (
        <li key={state} data-tone={tone[state]}>
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
            {t.rich('opened', { count: number(totals.opened), strong })}{' '}
            <HelpHint about={t('openedAbout')}>{t('openedHelp')}</HelpHint>
          </>
        )}
      </li>
    </ul>
  );
}
