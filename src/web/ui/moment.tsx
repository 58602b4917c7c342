import { useFormatter, useNow } from 'use-intl';

const week = 7 * 86_400_000;

/** An instant: near ones as people say them ("2 hours ago"), far ones as a date; the exact time and zone on hover. */
export function Moment({ at }: { at: string }) {
  const format = useFormatter();
  const now = useNow({ updateInterval: 60_000 });
  const then = new Date(at);
  const near = Math.abs(now.getTime() - then.getTime()) < week;
  const exact = format.dateTime(then, { dateStyle: 'full', timeStyle: 'long' });
  return (
    <time dateTime={at} title={exact}>
      {near ? format.relativeTime(then, now) : format.dateTime(then, { day: 'numeric', month: 'short', year: 'numeric' })}
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
