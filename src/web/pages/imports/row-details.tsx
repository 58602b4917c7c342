import { useTranslations } from 'use-intl';
import type { ImportRow, RowReasonShape } from '../../../contract/imports.ts';
import styles from './imports.module.css';
import { useReasonWords } from './reason-words.ts';

const meaningOf = {
  email: 'email',
  externalId: 'employeeId',
  userName: 'userName',
  firstName: 'givenName',
  namePrefix: 'familyNamePrefix',
  lastName: 'familyName',
  department: 'department',
  jobTitle: 'jobTitle',
  phone: 'phone',
  location: 'location',
  managerEmail: 'managerEmail',
  locale: 'language',
  startDate: 'startDate',
  endDate: 'endDate',
} as const;

/** Why a row is as it is: the reason with its column, value and cure, what would change, and remarks. */
export function RowDetails({ row }: { row: ImportRow }) {
  const t = useTranslations('imports.page');
  const meanings = useTranslations('imports.meanings');
  return (
    <div className={styles.details}>
      {row.notApplied === null ? null : <Reason reason={row.notApplied} strong />}
      {row.reason === null ? null : <Reason reason={row.reason} strong />}
      {row.changes.map(({ field, from, to }) => (
        <span key={field}>
          {t('change', {
            field: field in meaningOf ? meanings(meaningOf[field as keyof typeof meaningOf]) : field,
            from: from ?? t('nothing'),
            to: to ?? t('nothing'),
          })}
        </span>
      ))}
      {row.notes.map((note) => (
        <Reason key={note.code + (note.column ?? '')} reason={note} />
      ))}
    </div>
  );
}

function Reason({ reason, strong = false }: { reason: RowReasonShape; strong?: boolean }) {
  const { what, cure } = useReasonWords();
  const value = reason.value ? `“${reason.value}”` : undefined;
  const where = [reason.column || undefined, value].filter(Boolean).join(': ');
  return (
    <span>
      {where === '' ? null : <span className={styles.where}>{where}</span>}{' '}
      {strong ? <strong className={styles.strong}>{what(reason)}</strong> : what(reason)}{' '}
      <span className={styles.dim}>{cure(reason)}</span>
    </span>
  );
}
