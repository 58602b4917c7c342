import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { OVERVIEW_COLUMNS, type OverviewColumn } from '../../../contract/views.ts';
import { useHiddenColumns } from '../../ui/column-chooser.tsx';
import type { Column } from '../../ui/data-table-types.ts';
import type { UsersSearch } from './users-search.ts';

/** Which columns are away: as the address says, else as this device remembers, else the usual ones. A choice goes into both. */
export function useShownColumns<Row>(
  columns: readonly Column<Row>[],
  shown: readonly OverviewColumn[] | undefined,
): [ReadonlySet<string>, (hidden: ReadonlySet<string>) => void] {
  const navigate = useNavigate({ from: '/admin/users' });
  const [kept, keep] = useHiddenColumns('users', columns);
  const hidden = useMemo(
    () => (shown === undefined ? kept : new Set<string>(OVERVIEW_COLUMNS.filter((id) => !shown.includes(id)))),
    [shown, kept],
  );
  const change = (next: ReadonlySet<string>): void => {
    keep(next);
    void navigate({
      search: (now) => ({ ...now, columns: OVERVIEW_COLUMNS.filter((id) => !next.has(id)) }) as UsersSearch,
      replace: true,
      resetScroll: false,
    });
  };
  return [hidden, change];
}
