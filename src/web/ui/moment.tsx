import { useFormatter, useNow, useTranslations } from 'use-intl';

const minute = 60_000;
const week = 7 * 86_400_000;

/** An instant: near ones as people say them ("2 hours ago"), far ones as a date; the exact time and zone on hover. */
export function Moment({ at }: { at: string }) {
  const t = useTranslations('ui');
  const format = useFormatter();
  const now = useNow({ updateInterval: 60_000 });
  const then = new Date(at);
  const near = Math.abs(now.getTime() - then.getTime()) < week;
  const exact = format.dateTime(then, { dateStyle: 'full', timeStyle: 'long' });
  return (
    <time dateTime={at} title={exact}>
      {Math.abs(now.getTime() - then.getTime()) < minute
        ? t('justNow')
        : near
          ? format.relativeTime(then, now)
          : format.dateTime(then, { day: 'numeric', month: 'short', year: 'numeric' })}
    </time>
  );
}

/** An instant to the minute, for logs and timelines. */
export function ExactMoment({ at }: { at: string }) {
  const format = useFormatter();
  const then = new Date(at);
  return (
    <time dateTime={at} title={format.dateTime(then, { dateStyle: 'full', timeStyle: 'long' })}>
      {format.dateTime(then, { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' })}
    </time>
  );
}

/** Day and minute, as short as can be, for columns of moments; the year only when it is another. */
export function ShortMoment({ at }: { at: string }) {
  const format = useFormatter();
  const now = useNow();
  const then = new Date(at);
  const year = then.getFullYear() === now.getFullYear() ? {} : ({ year: '2-digit' } as const);
  const day = format.dateTime(then, { day: 'numeric', month: 'short', ...year });
  const minute = format.dateTime(then, { hour: '2-digit', minute: '2-digit' });
  return (
    <time dateTime={at} title={format.dateTime(then, { dateStyle: 'full', timeStyle: 'long' })} style={{ whiteSpace: 'nowrap' }}>
      {day} <span style={{ color: 'var(--dim)' }}>{minute}</span>
    </time>
  );
}
