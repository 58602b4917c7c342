import { useNavigate } from '@tanstack/react-router';
import { useTranslations } from 'use-intl';
import type { SelectionInput, UserFilterQuery } from '../../../contract/users.ts';
import type { AudienceInput } from '../../../contract/welcome.ts';
import { useMay, useMayFillGroups } from '../../session.tsx';
import type { BulkAct } from '../../ui/bulk-bar.tsx';
import type { Selection } from '../../ui/selection.ts';
import type { ActName } from '../acts/act-kinds.ts';

declare module '@tanstack/react-router' {
  interface HistoryState {
    /** people chosen in a list, taken along to the page that does something with them: `useLocation().state.chosen` */
    chosen?: AudienceInput;
  }
}

/** The selection as the API takes it: the rows by name, or the filter that they fit. */
function audienceOf(selection: Selection, filter: UserFilterQuery): AudienceInput {
  return selection.kind === 'rows' ? { userIds: [...selection.ids] } : { filter };
}

/** The same, with the number that was seen, for what is done to exactly those. */
export function selectionOf(selection: Selection, filter: UserFilterQuery, expected: number): SelectionInput {
  return selection.kind === 'rows' ? { userIds: [...selection.ids] } : { filter, expected };
}

/** What can be done with the people chosen. */
export function useBulkActs(selection: Selection, filter: UserFilterQuery, ask: (act: ActName) => void): BulkAct[] {
  const t = useTranslations('people');
  const label = useTranslations('acts.label');
  const may = useMay();
  const fills = useMayFillGroups();
  const navigate = useNavigate();
  const act = (id: ActName, allowed: boolean, more = true) => ({ id, label: label(id), allowed, more, onClick: () => ask(id) });
  const blocked = filter.blocked === 'true' || filter.status?.includes('deactivated') === true;
  const acts: (BulkAct & { allowed: boolean })[] = [
    act('deactivate', may('users.deactivate'), false),
    act('restore', may('users.deactivate') && blocked, false),
    {
      id: 'welcome',
      label: t('sendWelcome'),
      primary: true,
      allowed: may('welcome.send'),
      onClick: () => void navigate({ to: '/admin/welcome' as '/admin', state: { chosen: audienceOf(selection, filter) } }),
    },
    act('resetPassword', may('users.resetPassword')),
    act('logOut', may('users.logout')),
    act('changeRole', may('roles.assign')),
    act('addToGroup', fills),
    act('takeOutOfGroup', fills),
  ];
  return acts.filter(({ allowed }) => allowed);
}
