import { useTranslations } from 'use-intl';
import type { User } from '../../../contract/users.ts';
import { ExactMoment } from '../../ui/moment.tsx';
import { Timeline, type TimelineEntry } from '../../ui/timeline.tsx';
import { usePersonWords } from './person-words.ts';

/** What happened on the way in, with the mail server's own words one click away. */
export function UserTimeline({ user }: { user: User }) {
  const t = useTranslations('people.timeline');
  const words = usePersonWords();
  const { facts } = user;
  const reply = facts.mailReply === null ? {} : { more: { label: t('serverWords'), text: facts.mailReply } };
  const bounce = facts.bounceReason === null ? {} : { more: { label: t('serverWords'), text: facts.bounceReason } };
  type Found = { at: string | null; id: string } & Omit<TimelineEntry, 'when' | 'id'>;
  const found: Found[] = [
    { id: 'added', at: user.createdAt, state: 'done', what: t('added', { source: words.source(user.source) }) },
    { id: 'invited', at: facts.invitedAt, state: 'done', what: t('invited') },
    { id: 'queued', at: facts.mailAcceptedAt === null ? facts.mailQueuedAt : null, state: 'done', what: t('queued') },
    { id: 'unknown', at: facts.mailUnknownAt, state: 'look', what: t('unknown') },
    { id: 'accepted', at: facts.mailAcceptedAt, state: 'done', what: t('accepted'), ...reply },
    { id: 'refused', at: facts.mailRefusedAt, state: 'stuck', what: t('refused'), ...reply },
    { id: 'bounced', at: facts.bouncedAt, state: 'stuck', what: t('bounced'), ...bounce },
    { id: 'opened', at: facts.openedAt, state: 'done', what: t('opened') },
    { id: 'visited', at: facts.visitedAt, state: 'done', what: t('visited') },
    { id: 'activated', at: facts.activatedAt, state: 'done', what: t('activated') },
    {
      id: 'expires',
      at: facts.activatedAt === null && facts.deactivatedAt === null ? facts.linkExpiresAt : null,
      state: user.status === 'expired' ? 'look' : 'idle',
      what: user.status === 'expired' ? t('expired') : t('expires'),
    },
    { id: 'deactivated', at: facts.deactivatedAt, state: 'idle', what: t('deactivated') },
  ];
  const entries = found
    .flatMap(({ at, ...entry }) => (at === null ? [] : [{ ...entry, at }]))
    .sort((a, b) => a.at.localeCompare(b.at))
    .map(({ at, ...entry }): TimelineEntry => ({ ...entry, when: <ExactMoment at={at} /> }));
  return <Timeline entries={entries} label={t('label', { name: user.name })} />;
}
