import { useTranslations } from 'use-intl';
import styles from './audit-page.module.css';

/** What was noted beside the act, as it was noted. */
export function Detail({ detail, origin }: { detail: Record<string, unknown>; origin: string | null }) {
  const t = useTranslations('auditLog');
  const facts = [...Object.entries(detail), ...(origin === null ? [] : [[t('origin'), origin] as const])];
  if (facts.length === 0) return null;
  return (
    <details className={styles.more}>
      <summary>{t('show')}</summary>
      <dl className={styles.facts}>
        {facts.map(([name, value]) => (
          <Fact key={name} name={name} value={value} />
        ))}
      </dl>
    </details>
  );
}

function Fact({ name, value }: { name: string; value: unknown }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{typeof value === 'string' || typeof value === 'number' ? value : JSON.stringify(value)}</dd>
    </>
  );
}
