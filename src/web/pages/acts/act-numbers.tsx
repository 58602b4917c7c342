import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { api } from '../../api.ts';
import styles from './act-dialog.module.css';
import type { ActState } from './act-kinds.ts';

const strong = { strong: (words: React.ReactNode) => <strong data-figures>{words}</strong> };

/** Why somebody is left out, in the reader's language. */
export function useSkipWords(): (reason: string) => string {
  const t = useTranslations('acts.skip') as unknown as ((key: string) => string) & { has: (key: string) => boolean };
  return (reason) => (t.has(reason) ? t(reason) : reason);
}

/** How many are left out by a reason, in the reader's language. */
function useSkippedWords(): (reason: string, count: number) => string {
  const t = useTranslations('acts.skipped') as unknown as ((key: string, values: { count: number }) => string) & {
    has: (key: string) => boolean;
  };
  return (reason, count) => (t.has(reason) ? t(reason, { count }) : `${count} ${reason}`);
}

/** Whom it reaches, and whom not: the reasons, and behind each the names. */
export function ActNumbers({ state }: { state: ActState }) {
  const t = useTranslations('acts');
  const words = useSkippedWords();
  return (
    <div className={styles.numbers}>
      {state.dryRun ? <p>{t.rich('reaches', { count: state.done, ...strong })}</p> : null}
      {state.skipped === 0 ? null : (
        <>
          <p>{t.rich('leavesOut', { count: state.skipped, ...strong })}</p>
          <ul className={styles.reasons}>
            {state.reasons.map(({ reason, people }) => (
              <li key={reason}>
                <Names act={state.id} reason={reason} summary={words(reason, people)} />
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

function Names({ act, reason, summary }: { act: string; reason: string; summary: string }) {
  const t = useTranslations('acts');
  const [opened, setOpened] = useState(false);
  const { data, fetchNextPage, hasNextPage } = useInfiniteQuery({
    queryKey: ['acts', act, 'skips', reason],
    queryFn: ({ pageParam }) => api.acts.skips({ params: { id: act }, query: { reason, cursor: pageParam, limit: 20 } }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    enabled: opened,
  });
  return (
    <details onToggle={(event) => setOpened(event.currentTarget.open)}>
      <summary>{summary}</summary>
      <ul className={styles.names}>
        {data?.pages.flatMap((page) =>
          page.items.map((person) => (
            <li key={person.id}>
              {person.name} {person.email === null ? null : <span className={styles.dim}>{person.email}</span>}
            </li>
          )),
        )}
      </ul>
      {hasNextPage ? (
        <Button variant="subtle" size="compact-sm" onClick={() => void fetchNextPage()}>
          {t('moreNames')}
        </Button>
      ) : null}
    </details>
  );
}
