import { useNavigate } from '@tanstack/react-router';
import { useTranslations } from 'use-intl';
import type { SelectionInput, UserFilterQuery } from '../../../contract/users.ts';
import type { AudienceInput } from '../../../contract/welcome.ts';
import { useMay } from '../../session.tsx';
import type { BulkAct } from '../../ui/bulk-bar.tsx';
import type { Selection } from '../../ui/selection.ts';
import type { Asking } from './people-acts.tsx';

declare module '@tanstack/react-router' {
  interface HistoryState {
    /** people chosen in a list, taken along to the page that does something with them: `useLocation().state.chosen` */
    chosen?: AudienceInput;
  }
}

/** The selection as the API takes it: the rows by name, or the filter that they fit. */
export function audienceOf(selection: Selection, filter: UserFilterQuery): AudienceInput {
  return selection.kind === 'rows' ? { userIds: [...selection.ids] } : { filter };
}

/** The same, with the number that was seen, for what is done to exactly those. */
export function selectionOf(selection: Selection, filter: UserFilterQuery, expected: number): SelectionInput {
  return selection.kind === 'rows' ? { userIds: [...selection.ids] } : { filter, expected };
}

/** What can be done with the people chosen. */
export function useBulkActs(selection: Selection, filter: UserFilterQuery, ask: (asking: Asking) => void): BulkAct[] {
  const t = useTranslations('people');
  const may = useMay();
  const navigate = useNavigate();
  const acts: (BulkAct & { allowed: boolean })[] = [
    { id: 'changeRole', label: t('permissions'), allowed: may('roles.assign'), onClick: () => ask('changeRole') },
    { id: 'deactivate', label: t('deactivate'), allowed: may('users.deactivate'), onClick: () => ask('deactivate') },
    {
      id: 'restore',
      label: t('restore'),
      allowed: may('users.deactivate') && filter.blocked === 'true',
      onClick: () => ask('restore'),
    },
    {
      id: 'welcome',
      label: t('sendWelcome'),
      primary: true,
      allowed: may('welcome.send'),
      onClick: () => void navigate({ to: '/admin/welcome' as '/admin', state: { chosen: audienceOf(selection, filter) } }),
    },
  ];
  return acts.filter((act) => act.allowed);
}
