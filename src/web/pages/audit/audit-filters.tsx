import { TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { useMay } from '../../session.tsx';
import { FilterChips } from '../../ui/filter-chips.tsx';
import { PersonSelect } from '../people/person-select.tsx';
import { userQuery } from '../users/user-panel.tsx';
import { useEventNames, useEventWords } from './audit-events.ts';
import styles from './audit-page.module.css';
import type { AuditSearch } from './audit-search.ts';

interface AuditFiltersProps {
  search: AuditSearch;
  change: (next: Partial<Record<keyof AuditSearch, string | undefined>>) => void;
  /** what the page at hand calls somebody */
  nameOf: (id: string | undefined) => string | undefined;
}

/** Who, to whom, what, and between which days. */
export function AuditFilters({ search, change, nameOf }: AuditFiltersProps) {
  const t = useTranslations('auditLog');
  const words = useEventWords();
  const names = useEventNames();
  const narrowed = Object.entries(search).some(([name, value]) => name !== 'cursor' && value !== undefined);
  const actor = useName(search.actorId, nameOf(search.actorId));
  const target = useName(search.targetId, nameOf(search.targetId));
  return (
    <>
      <div className={styles.filters} data-no-print>
        <PersonSelect
          label={t('who')}
          blocked
          value={search.actorId ?? null}
          named={actor}
          onChange={(id) => change({ actorId: id ?? undefined })}
        />
        <PersonSelect
          label={t('whom')}
          blocked
          value={search.targetId ?? null}
          named={target}
          onChange={(id) => change({ targetId: id ?? undefined })}
        />
        <TextInput
          type="date"
          label={t('from')}
          value={search.from ?? ''}
          max={search.until}
          onChange={(event) => change({ from: event.currentTarget.value || undefined })}
        />
        <TextInput
          type="date"
          label={t('until')}
          value={search.until ?? ''}
          min={search.from}
          onChange={(event) => change({ until: event.currentTarget.value || undefined })}
        />
      </div>
      <FilterChips
        filters={[
          {
            id: 'event',
            label: t('what'),
            single: true,
            options: names.map((value) => ({ value, label: words(value) })).sort((a, b) => a.label.localeCompare(b.label)),
            chosen: search.event === undefined ? [] : [search.event],
          },
        ]}
        onChange={(id, [chosen]) => change({ [id]: chosen })}
        onClear={
          narrowed
            ? () => change({ event: undefined, actorId: undefined, targetId: undefined, from: undefined, until: undefined })
            : undefined
        }
      />
    </>
  );
}

/** The name of whoever the address names: from the page at hand, else asked for. */
function useName(id: string | undefined, known: string | undefined): string | undefined {
  const may = useMay();
  const { data } = useQuery({
    ...userQuery(id ?? ''),
    enabled: id !== undefined && known === undefined && may('users.read'),
    retry: false,
  });
  return known ?? data?.name;
}
