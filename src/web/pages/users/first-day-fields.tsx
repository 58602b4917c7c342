import { Button, Group, TextInput } from '@mantine/core';
import { useFormatter, useTranslations } from 'use-intl';
import styles from '../../ui/filter-chips.module.css';

interface FirstDays {
  startFrom: string | undefined;
  startUntil: string | undefined;
}
interface FirstDayFieldsProps extends FirstDays {
  onChange: (days: FirstDays) => void;
}

const iso = (year: number, month: number, day: number): string => new Date(Date.UTC(year, month, day)).toISOString().slice(0, 10);

/** From a first day, until one, or both; and the stretches that are asked for most. */
export function FirstDayFields({ startFrom, startUntil, onChange }: FirstDayFieldsProps) {
  const t = useTranslations('people.firstDay');
  const now = new Date();
  const [year, month] = [now.getFullYear(), now.getMonth()];
  const today = iso(year, month, now.getDate());
  const stretches = {
    thisMonth: { startFrom: iso(year, month, 1), startUntil: iso(year, month + 1, 0) },
    nextMonth: { startFrom: iso(year, month + 1, 1), startUntil: iso(year, month + 2, 0) },
    begun: { startFrom: undefined, startUntil: today },
    toCome: { startFrom: iso(year, month, now.getDate() + 1), startUntil: undefined },
  };
  return (
    <div className={styles.fields}>
      <Group gap={6}>
        {(['thisMonth', 'nextMonth', 'begun', 'toCome'] as const).map((name) => (
          <Button key={name} variant="default" size="compact-sm" onClick={() => onChange(stretches[name])}>
            {t(name)}
          </Button>
        ))}
      </Group>
      <TextInput
        type="date"
        label={t('from')}
        value={startFrom ?? ''}
        max={startUntil}
        onChange={(event) => onChange({ startFrom: event.currentTarget.value || undefined, startUntil })}
      />
      <TextInput
        type="date"
        label={t('until')}
        value={startUntil ?? ''}
        min={startFrom}
        onChange={(event) => onChange({ startFrom, startUntil: event.currentTarget.value || undefined })}
      />
    </div>
  );
}

/** "1 Mar 2026 – 31 Mar 2026", "from 1 Mar 2026", "until 31 Mar 2026" */
export function useFirstDayWords(): (days: FirstDays) => string | undefined {
  const t = useTranslations('people.firstDay');
  const format = useFormatter();
  const day = (text: string) => format.dateTime(new Date(`${text}T12:00:00Z`), { dateStyle: 'medium', timeZone: 'UTC' });
  return ({ startFrom, startUntil }) => {
    if (startFrom !== undefined && startUntil !== undefined)
      return t('between', { from: day(startFrom), until: day(startUntil) });
    if (startFrom !== undefined) return t('saysFrom', { day: day(startFrom) });
    return startUntil === undefined ? undefined : t('saysUntil', { day: day(startUntil) });
  };
}
