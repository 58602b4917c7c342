import { useTranslations } from 'use-intl';
import { Banner } from '../../ui/banner.tsx';
import type { changesBetween } from './basics-draft.ts';
import styles from './person-page.module.css';

/** What somebody else changed while this was being typed; it is in the form by now, beside what was typed here. */
export function TheirChanges({ changes }: { changes: ReturnType<typeof changesBetween> }) {
  const t = useTranslations('person');
  const people = useTranslations('people');
  return (
    <div role="alert">
      <Banner tone="amber">
        {t('conflict')}
        <ul className={styles.theirs}>
          {changes.map(({ field, before, after }) => (
            <li key={field}>
              {t('change', {
                field: field === 'locale' ? people('language') : people(field),
                before: before || t('nothing'),
                after: after || t('nothing'),
              })}
            </li>
          ))}
        </ul>
      </Banner>
    </div>
  );
}
