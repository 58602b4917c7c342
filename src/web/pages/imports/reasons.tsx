import { Link } from '@tanstack/react-router';
import { useTranslations } from 'use-intl';
import type { ImportDetail } from '../../../contract/imports.ts';
import { Card } from '../../ui/card.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import styles from './imports.module.css';
import { useReasonWords } from './reason-words.ts';

/** Refused and skipped rows and remarks, grouped; each group leads to its rows. */
export function Reasons({ one }: { one: ImportDetail }) {
  const t = useTranslations('imports.page');
  const { group, cure } = useReasonWords();
  if (one.reasons.length === 0) return null;
  const kept = one.erasedAt === null;
  const download = kept && (one.counts?.refused ?? 0) + (one.counts?.skipped ?? 0) + one.result.notApplied > 0;
  return (
    <Card title={t('reasonsTitle')}>
      <ul className={styles.reasons}>
        {one.reasons.map((reason) => (
          <li key={`${reason.action}-${reason.code}-${reason.column ?? ''}-${reason.note}`}>
            {kept ? (
              <Link
                to="/admin/imports/$id"
                params={{ id: one.id }}
                search={{ show: reason.note ? 'noted' : reason.action, code: reason.code }}
                className={styles.reason}
                resetScroll={false}
              >
                {group(reason.code)}
              </Link>
            ) : (
              group(reason.code)
            )}
            {reason.column === null ? null : <span className={styles.dim}> · {reason.column}</span>}{' '}
            <StatusBadge tone={reason.note ? 'plain' : reason.action === 'refused' ? 'red' : 'amber'}>
              {t('reasonRows', { count: reason.rows })}
            </StatusBadge>
            <span className={styles.cure}>{cure({ code: reason.code })}</span>
          </li>
        ))}
      </ul>
      {download ? (
        <p className={styles.download}>
          <a href={`/api/v1/imports/${one.id}/refused.csv`} download>
            {t('download')}
          </a>{' '}
          <span className={styles.dim}>{t('downloadWords')}</span>
        </p>
      ) : null}
    </Card>
  );
}
