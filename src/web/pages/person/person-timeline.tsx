import { Button } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import type { User } from '../../../contract/users.ts';
import { api } from '../../api.ts';
import { useMay } from '../../session.tsx';
import { Card } from '../../ui/card.tsx';
import { ExactMoment } from '../../ui/moment.tsx';
import { Timeline, type TimelineEntry } from '../../ui/timeline.tsx';
import { EventFacts } from '../audit/audit-detail.tsx';
import { useEventWords } from '../audit/audit-events.ts';
import { Thing, useActorWords } from '../audit/event-people.tsx';
import { useEventReader } from '../audit/event-reader.ts';
import { UserTimeline } from '../users/user-timeline.tsx';
import { importWas, storyEvents, tellsOfDeactivation } from './story-events.ts';

type At = TimelineEntry & { at: string };

/** Everything that happened with somebody in one line: what was done to them, what became of their mails, how they came in. */
export function PersonTimeline({ user }: { user: User }) {
  const t = useTranslations('person');
  const may = useMay();
  return <Card title={t('happened')}>{may('audit.read') ? <Everything user={user} /> : <UserTimeline user={user} />}</Card>;
}

function Everything({ user }: { user: User }) {
  const t = useTranslations('person');
  const events = useEventWords();
  const who = useActorWords();
  const done = useInfiniteQuery({
    queryKey: ['audit', 'of', user.id, user.version],
    queryFn: ({ pageParam }) => api.audit.list({ query: { targetId: user.id, cursor: pageParam, limit: 50 } }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });
  const mails = useMailEntries(user);
  const facts = useFacts(user);
  const items = storyEvents(done.data?.pages.flatMap((page) => page.items) ?? []);
  const names = useMemo(() => Object.assign({}, ...(done.data?.pages ?? []).map((page) => page.names)), [done.data]);
  const reader = useEventReader(names);
  const whatBy = (item: (typeof items)[number]): string => {
    const name = who(item);
    const event = item.event === 'import.applied' ? t(`import.${importWas(item, user.createdAt)}`) : events(item.event);
    return name === null || name === '' || (item.actor.kind === 'user' && item.actor.id === user.id)
      ? event
      : t('by', { event, name });
  };
  const acts = items.map(
    (item): At => ({
      id: item.id,
      at: item.at,
      state: item.event === 'user.deactivated' ? 'idle' : 'done',
      what: (
        <>
          {whatBy(item)}
          {item.target?.kind === 'group' || item.target?.kind === 'import' ? (
            <>
              {' · '}
              <Thing event={item} names={names} />
            </>
          ) : null}
          <EventFacts event={item} reader={reader} />
        </>
      ),
      when: <ExactMoment at={item.at} />,
    }),
  );
  const oldest = done.hasNextPage ? items.at(-1)?.at : undefined;
  const told = (event: string): boolean => items.some((item) => item.event === event);
  const known: Record<string, boolean> = {
    added: told('user.created'),
    activated: told('user.activated'),
    deactivated: tellsOfDeactivation(items, user.facts.deactivatedAt),
  };
  const all = [...acts, ...mails, ...facts.filter(({ id }) => !known[id])]
    .filter((entry) => oldest === undefined || entry.at >= oldest)
    .sort((a, b) => b.at.localeCompare(a.at));
  return (
    <>
      <Timeline entries={all} label={t('happenedOf', { name: user.name })} />
      {done.hasNextPage ? (
        <Button variant="subtle" size="compact-sm" mt={12} onClick={() => void done.fetchNextPage()}>
          {t('older')}
        </Button>
      ) : null}
    </>
  );
}

/** What the log does not know, or not of each: the page was visited, the link expired. */
function useFacts({ facts, status, createdAt, source }: User): At[] {
  const t = useTranslations('people.timeline');
  const people = useTranslations('people');
  const known = source === 'form' || source === 'import' || source === 'sample' || source === 'setup';
  const entry = (id: string, at: string | null, state: At['state'], what: string): At[] =>
    at === null ? [] : [{ id, at, state, what, when: <ExactMoment at={at} /> }];
  return [
    ...entry('added', createdAt, 'done', t('added', { source: known ? people(`sources.${source}`) : source })),
    ...entry('visited', facts.visitedAt, 'done', t('visited')),
    ...entry('bounced', facts.bouncedAt, 'stuck', t('bounced')),
    ...entry('activated', facts.activatedAt, 'done', t('activated')),
    ...entry('deactivated', facts.deactivatedAt, 'idle', t('deactivated')),
    ...(status === 'expired' ? entry('expired', facts.linkExpiresAt, 'look', t('expired')) : []),
  ];
}

const states: Record<string, At['state']> = {
  refused: 'stuck',
  deferred: 'look',
  expired: 'look',
  unknown: 'look',
  taken_back: 'idle',
};

function useMailEntries(user: User): At[] {
  const t = useTranslations('status');
  const line = useTranslations('person');
  const may = useMay();
  const { data } = useQuery({
    queryKey: ['mail', 'of', user.id],
    queryFn: () => api.mail.ofUser({ params: { id: user.id } }),
    enabled: may('mail.read'),
  });
  return (data?.mails ?? []).flatMap((mail) => {
    const kind = t.has(`kinds.${mail.kind}` as 'kinds.welcome') ? t(`kinds.${mail.kind}` as 'kinds.welcome') : mail.kind;
    return mail.events.map((event, index): At => {
      const words = event.reply?.words ?? null;
      return {
        id: `${mail.id} ${index}`,
        at: event.at,
        state: states[event.event] ?? 'done',
        what: line('mailLine', { kind, event: t(`events.${event.event}`) }),
        when: <ExactMoment at={event.at} />,
        ...(words === null ? {} : { more: { label: t('serverWords'), text: words } }),
      };
    });
  });
}
