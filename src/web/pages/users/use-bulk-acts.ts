import { useNavigate } from '@tanstack/react-router';
import { useTranslations } from 'use-intl';
import type { SelectionInput, UserFilterQuery } from '../../../contract/users.ts';
import { useMay } from '../../session.tsx';
import type { BulkAct } from '../../ui/bulk-bar.tsx';
import type { Selection } from '../../ui/selection.ts';

declare module '@tanstack/react-router' {
  interface HistoryState {
    /** people chosen in a list, taken along to the page that does something with them */
    chosen?: SelectionInput;
  }
}

interface Chosen {
  selection: Selection;
  filter: UserFilterQuery;
  /** how many match the filter, counted to the end */
  expected: number | null;
}

/** The selection as the API takes it. */
export function selectionInput({ selection, filter, expected }: Chosen): SelectionInput {
  return selection.kind === 'rows' ? { userIds: [...selection.ids] } : { filter: filter as never, expected: expected ?? 0 };
}

/** What can be done with the people chosen. */
export function useBulkActs(chosen: Chosen): BulkAct[] {
  const t = useTranslations('people');
  const may = useMay();
  const navigate = useNavigate();
  const acts: (BulkAct & { allowed: boolean })[] = [
    {
      id: 'welcome',
      label: t('sendWelcome'),
      primary: true,
      allowed: may('welcome.send'),
      onClick: () => void navigate({ to: '/admin/welcome' as '/admin', state: { chosen: selectionInput(chosen) } }),
    },
  ];
  return acts.filter((act) => act.allowed);
}
